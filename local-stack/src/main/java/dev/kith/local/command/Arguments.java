package dev.kith.local.command;

import dev.kith.local.stack.Layout;
import dev.kith.local.stack.Part;
import dev.kith.local.stack.Reason;
import dev.kith.local.stack.StackFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the person typed, as `./kith` hands it over.
///
/// @param command such as `up`
/// @param layout where things are
/// @param portOffset asked for with `--port-offset`; empty: as before
/// @param json whether a program reads the answer
/// @param parts the parts that were named; empty: all
record Arguments(String command, Layout layout, Optional<Integer> portOffset, boolean json, List<Part> parts) {

    static Arguments parse(String[] words) {
        Path home = Path.of("");
        Path data = Path.of("");
        Path cache = Path.of("");
        Optional<Integer> offset = Optional.empty();
        boolean json = false;
        var names = new ArrayList<String>();
        for (Iterator<String> rest = List.of(words).iterator(); rest.hasNext(); ) {
            String word = rest.next();
            switch (word) {
                case "--home" -> home = Path.of(value(word, rest));
                case "--data" -> data = Path.of(value(word, rest));
                case "--cache" -> cache = Path.of(value(word, rest));
                case "--port-offset" -> offset = Optional.of(number(word, value(word, rest)));
                case "--json" -> json = true;
                default -> names.add(word);
            }
        }
        if (names.isEmpty()) {
            throw new StackFailure(Reason.USAGE, "No command. See ./kith --help.");
        }
        var parts = names.stream().skip(1).map(Arguments::part).toList();
        return new Arguments(names.getFirst(), new Layout(home, data, cache), offset, json, parts);
    }

    /// The parts that were named, or all.
    List<Part> partsOrAll() {
        return parts.isEmpty() ? List.of(Part.values()) : parts;
    }

    /// The same with what they need: nothing starts without its stores.
    List<Part> partsToStart() {
        return partsOrAll().stream()
                .flatMap(part -> Stream.concat(part.needs().stream(), Stream.of(part)))
                .distinct()
                .sorted()
                .toList();
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new StackFailure(Reason.USAGE, option + " needs a value.");
        }
        return rest.next();
    }

    private static int number(String option, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new StackFailure(Reason.USAGE, option + " needs a number, not " + text + ".", e);
        }
    }

    private static Part part(String name) {
        if (name.startsWith("-")) {
            throw new StackFailure(Reason.USAGE, "Unknown option " + name + ". See ./kith --help.");
        }
        return Part.labelled(name)
                .orElseThrow(() -> new StackFailure(
                        Reason.USAGE, "No part is called " + name + ". Parts: " + Part.labels() + "."));
    }
}
