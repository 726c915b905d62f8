package dev.kith.local.deadletters;

import dev.kith.contracts.Topic;
import dev.kith.local.stack.Reason;
import dev.kith.local.stack.StackFailure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;

/// The program behind `./kith dead-letters`.
public final class DeadLetters {
    // Kept, because the logging system forgets a logger, and with it its level, that nobody holds.
    private static final Logger ROOT_LOGGER = Logger.getLogger("");

    private final Command command;

    private DeadLetters(Command command) {
        this.command = command;
    }

    /// What was asked for.
    ///
    /// @param topics of which; empty: of all
    /// @param ids which letters; empty: all of the topic
    record Command(String act, List<String> topics, Set<String> ids, boolean force, boolean json, String bootstrap) {

        static Command parse(String... words) {
            var names = new ArrayList<String>();
            var ids = new LinkedHashSet<String>();
            boolean force = false;
            boolean json = false;
            String bootstrap = "";
            for (Iterator<String> rest = List.of(words).iterator(); rest.hasNext(); ) {
                String word = rest.next();
                switch (word) {
                    case "--id" -> ids.add(value(word, rest));
                    case "--bootstrap" -> bootstrap = value(word, rest);
                    case "--force" -> force = true;
                    case "--json" -> json = true;
                    default -> names.add(known(word));
                }
            }
            var act = names.isEmpty() ? "list" : names.removeFirst();
            if (!List.of("list", "show", "replay").contains(act)) {
                throw usage("dead-letters takes list, show or replay, not " + act + ".");
            }
            if (!act.equals("list") && names.size() != 1) {
                throw usage("Name one topic to " + act + ". Topics: " + topicNames() + ".");
            }
            if (bootstrap.isEmpty()) {
                throw usage("--bootstrap HOST:PORT is needed.");
            }
            names.forEach(Command::topic);
            return new Command(act, List.copyOf(names), ids, force, json, bootstrap);
        }

        private static String value(String option, Iterator<String> rest) {
            if (!rest.hasNext()) {
                throw usage(option + " needs a value.");
            }
            return rest.next();
        }

        private static String known(String word) {
            if (word.startsWith("-")) {
                throw usage("Unknown option " + word + ". See ./kith dead-letters --help.");
            }
            return word;
        }

        static Topic topic(String name) {
            return Topic.named(name)
                    .orElseThrow(() -> usage("No topic is called " + name + ". Topics: " + topicNames() + "."));
        }

        private static String topicNames() {
            return Arrays.stream(Topic.values()).map(Topic::topicName).collect(Collectors.joining(", "));
        }

        private static StackFailure usage(String message) {
            return new StackFailure(Reason.USAGE, message);
        }
    }

    public static void main(String[] words) {
        ROOT_LOGGER.setLevel(Level.OFF);
        try {
            System.out.print(new DeadLetters(Command.parse(words)).run());
        } catch (StackFailure e) {
            System.err.println("kith: " + e.getMessage());
            System.exit(e.reason().exitCode());
        } catch (KafkaException e) {
            System.err.println("kith: Kafka does not answer as it should: " + e.getMessage());
            System.exit(Reason.UNHEALTHY.exitCode());
        }
    }

    /// What is to be printed.
    String run() {
        return switch (command.act()) {
            case "show" -> show(letters());
            case "replay" -> replay();
            default -> command.json() ? json(letters()) : table(letters());
        };
    }

    static String run(Command command) {
        return new DeadLetters(command).run();
    }

    private List<DeadLetter> letters() {
        var topics = command.topics().isEmpty()
                ? Arrays.asList(Topic.values())
                : command.topics().stream().map(Command::topic).toList();
        return topics.stream()
                .flatMap(topic -> of(topic).waiting().stream())
                .filter(letter -> command.ids().isEmpty() || command.ids().contains(letter.id()))
                .toList();
    }

    private DeadLetterTopic of(Topic topic) {
        return new DeadLetterTopic(
                command.bootstrap(), topic.topicName(), topic.kept().isEmpty());
    }

    private String replay() {
        var outcome = of(Command.topic(command.topics().getFirst())).replay(command.ids(), command.force());
        if (command.json()) {
            return "{\"replayed\":%s,\"superseded\":%s}%n"
                    .formatted(ids(outcome.replayed()), ids(outcome.superseded()));
        }
        var text =
                new StringBuilder("Replayed %d.%n".formatted(outcome.replayed().size()));
        if (!outcome.superseded().isEmpty()) {
            text.append("Left %d, of whose keys the topic has a newer record (--force replays them all the same): %s%n"
                    .formatted(outcome.superseded().size(), ids(outcome.superseded())));
        }
        return text.toString();
    }

    private static String ids(List<DeadLetter> letters) {
        return letters.stream().map(letter -> quoted(letter.id())).collect(Collectors.joining(",", "[", "]"));
    }

    private static String table(List<DeadLetter> letters) {
        if (letters.isEmpty()) {
            return "No dead letters.%n".formatted();
        }
        var rows = new StringBuilder("%-22s %-10s %-24s %12s  %s%n".formatted("topic", "id", "since", "uid", "reason"));
        for (var letter : letters) {
            rows.append("%-22s %-10s %-24s %12s  %s%n"
                    .formatted(letter.topic(), letter.id(), letter.at(), uid(letter), letter.reason()));
        }
        return rows.toString();
    }

    private static String uid(DeadLetter letter) {
        return letter.uid().isPresent() ? String.valueOf(letter.uid().getAsLong()) : "-";
    }

    private static String json(List<DeadLetter> letters) {
        return letters.stream()
                .map(letter -> "{\"topic\":%s,\"id\":%s,\"at\":%s,\"uid\":%s,\"reason\":%s}"
                        .formatted(
                                quoted(letter.topic()),
                                quoted(letter.id()),
                                quoted(letter.at().toString()),
                                letter.uid().isPresent() ? uid(letter) : "null",
                                quoted(letter.reason())))
                .collect(Collectors.joining(",", "{\"deadLetters\":[", "]}" + System.lineSeparator()));
    }

    private String show(List<DeadLetter> letters) {
        return letters.stream()
                .map(command.json() ? DeadLetters::shownInJson : DeadLetters::shown)
                .collect(Collectors.joining());
    }

    private static String shown(DeadLetter letter) {
        var text = new StringBuilder("%s %s%n".formatted(letter.topic(), letter.id()));
        for (Header header : letter.record().headers()) {
            text.append("  %s: %s%n".formatted(header.key(), text(header.value())));
        }
        return text.append("  key: %s%n  value: %s%n"
                        .formatted(
                                hex(letter.record().key()), hex(letter.record().value())))
                .toString();
    }

    private static String shownInJson(DeadLetter letter) {
        var headers = new ArrayList<String>();
        for (Header header : letter.record().headers()) {
            headers.add(quoted(header.key()) + ":" + quoted(text(header.value())));
        }
        return "{\"topic\":%s,\"id\":%s,\"headers\":{%s},\"key\":%s,\"value\":%s}%n"
                .formatted(
                        quoted(letter.topic()),
                        quoted(letter.id()),
                        String.join(",", headers),
                        quoted(hex(letter.record().key())),
                        quoted(hex(letter.record().value())));
    }

    private static String text(byte @org.jspecify.annotations.Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private static String hex(byte @org.jspecify.annotations.Nullable [] bytes) {
        return bytes == null ? "" : HexFormat.of().formatHex(bytes);
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
