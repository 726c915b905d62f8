package dev.kith.cli.presence;

import dev.kith.cli.ExitCode;
import dev.kith.cli.Failure;
import dev.kith.cli.KithCommand;
import dev.kith.client.Presence;
import dev.kith.client.WatchedPresence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Who is online at this moment, and whether the user is seen.
@Command(
        name = "presence",
        description = "Who is online now, and whether you are seen. To be told who comes and goes: watch.",
        subcommands = {PresenceCommand.Who.class, PresenceCommand.Own.class})
public final class PresenceCommand extends KithCommand {
    @Override
    public Integer call() {
        throw Failure.usage("presence of ADDRESS..., or presence own [visible|invisible]");
    }

    /// Others.
    @Command(name = "of", description = "Whether these people are online, and when they were.")
    static final class Who extends KithCommand {
        @Parameters(paramLabel = "ADDRESS", arity = "1..*")
        List<String> addresses = List.of();

        @Override
        public Integer call() throws IOException, InterruptedException {
            WatchedPresence now;
            try (var kith = kith()) {
                kith.setReceiving(false);
                now = answer(kith.watchPresence(addresses));
                answer(kith.watchPresence(List.of()));
            }
            if (json()) {
                var people = new ArrayList<Map<String, Object>>();
                now.presences().forEach(one -> people.add(object(one)));
                screen().json(Map.of("presence", people, "unreachable", now.unreachable()));
            } else {
                var names = names();
                var rows = new ArrayList<List<String>>();
                now.presences().forEach(one -> rows.add(row(names.of(one.address()), one)));
                now.unreachable()
                        .forEach(one -> rows.add(List.of(names.of(one), one, "not on Kith, or not visible", "")));
                screen().table(List.of("name", "address", "is", "last seen"), rows);
            }
            return ExitCode.OK;
        }

        private static List<String> row(String name, Presence one) {
            return List.of(
                    name,
                    one.address(),
                    one.online() == null ? "hidden from you" : one.isOnline() ? "online" : "offline",
                    one.lastSeenAt().map(Object::toString).orElse(""));
        }

        private static Map<String, Object> object(Presence one) {
            var out = new LinkedHashMap<String, Object>();
            out.put("address", one.address());
            out.put("online", one.online());
            out.put("lastSeen", one.lastSeenAt().map(Object::toString).orElse(null));
            return out;
        }
    }

    /// One's own.
    @Command(name = "own", description = "Whether others see you online. Invisible: neither do you see them.")
    static final class Own extends KithCommand {
        private static final String VISIBLE = "visible";
        private static final String INVISIBLE = "invisible";

        @Parameters(paramLabel = "HOW", arity = "0..1", description = "visible or invisible; without: as it is.")
        String how = "";

        @Override
        public Integer call() throws IOException, InterruptedException {
            if (!List.of("", VISIBLE, INVISIBLE).contains(how)) {
                throw Failure.usage("You are visible or invisible, not '" + how + "'.");
            }
            boolean visible;
            try (var kith = kith()) {
                if (how.isEmpty()) {
                    visible = answer(kith.getVisible());
                } else {
                    visible = how.equals(VISIBLE);
                    answer(kith.setVisible(visible));
                }
            }
            if (json()) {
                screen().json(Map.of("visible", visible));
            } else {
                screen().line(
                                visible
                                        ? "You are visible to those whom your profile lets see it."
                                        : "You are offline to everybody.");
            }
            return ExitCode.OK;
        }
    }
}
