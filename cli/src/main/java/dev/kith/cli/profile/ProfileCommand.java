package dev.kith.cli.profile;

import dev.kith.cli.ExitCode;
import dev.kith.cli.Failure;
import dev.kith.cli.KithCommand;
import dev.kith.cli.screen.Screen;
import dev.kith.client.SelfProfile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Profiles.
@Command(
        name = "profile",
        description = "Show profiles, change your own.",
        subcommands = {ProfileCommand.Show.class, ProfileCommand.Change.class})
public final class ProfileCommand extends KithCommand {
    @Override
    public Integer call() {
        throw Failure.usage("profile show [ADDRESS], or profile set FIELD=VALUE ...");
    }

    /// One's own with the levels of each field, or what may be seen of somebody else's.
    @Command(name = "show", description = "Your own profile with who sees what, or what you see of somebody.")
    static final class Show extends KithCommand {
        @Parameters(paramLabel = "ADDRESS", arity = "0..1")
        @Nullable
        String address;

        @Override
        public Integer call() throws IOException, InterruptedException {
            try (var kith = kith()) {
                if (address == null) {
                    ProfileCommand.print(this, answer(kith.getSelfProfile()));
                } else {
                    var profile = answer(kith.fetchProfile(address));
                    if (json()) {
                        var out = new LinkedHashMap<String, Object>();
                        out.put("address", profile.address());
                        out.put("version", profile.version());
                        out.put("fields", profile.fields());
                        screen().json(out);
                    } else {
                        screen().line(screen().paint(Screen.Colour.BOLD, names().label(profile.address()))
                                + ", version " + profile.version());
                        screen().table(List.of("field", "value"), rows(profile.fields()));
                    }
                }
            }
            return ExitCode.OK;
        }

        private static List<List<String>> rows(Map<String, String> fields) {
            var rows = new ArrayList<List<String>>();
            new TreeMap<>(fields).forEach((field, value) -> rows.add(List.of(field, value)));
            return rows;
        }
    }

    /// Changes fields of one's own.
    @Command(name = "set", description = "Change fields of your profile: name=Anna status='on the train' --level 1,2")
    static final class Change extends KithCommand {
        @Parameters(paramLabel = "FIELD=VALUE", arity = "0..*")
        List<String> fields = List.of();

        @Option(
                names = "--level",
                paramLabel = "N",
                split = ",",
                description = "Who sees the fields named: the levels that open them, 0 for anyone. Without: as it is.")
        @Nullable
        Set<Integer> levels;

        @Option(names = "--only-me", description = "Nobody but you sees the fields named.")
        boolean onlyMe;

        @Option(names = "--remove", paramLabel = "FIELD", split = ",", description = "Fields that go.")
        List<String> removed = List.of();

        @Override
        public Integer call() throws IOException, InterruptedException {
            if (fields.isEmpty() && removed.isEmpty()) {
                throw Failure.usage("Which field? profile set status='on the train' --level 2");
            }
            if (onlyMe && levels != null) {
                throw Failure.usage("Either --level or --only-me.");
            }
            var changed = SelfProfile.unchanged();
            for (var field : fields) {
                changed = with(changed, field);
            }
            for (var field : removed) {
                changed = changed.without(field);
            }
            try (var kith = kith()) {
                ProfileCommand.print(this, answer(kith.setSelfProfile(changed)));
            }
            return ExitCode.OK;
        }

        /// `name=value`; the name alone, with --level, changes only who sees it.
        private SelfProfile with(SelfProfile changed, String field) {
            var opened = onlyMe ? Set.<Integer>of() : levels;
            int equals = field.indexOf('=');
            if (equals > 0) {
                var name = field.substring(0, equals);
                var value = field.substring(equals + 1);
                return opened == null ? changed.with(name, value) : changed.with(name, value, opened);
            }
            if (equals < 0 && opened != null) {
                return changed.withLevels(field, opened);
            }
            throw Failure.usage("'" + field + "' is not FIELD=VALUE.");
        }
    }

    private static void print(KithCommand command, SelfProfile profile) {
        if (command.json()) {
            var out = new LinkedHashMap<String, Object>();
            out.put("address", profile.address());
            out.put("version", profile.version());
            out.put("fields", new TreeMap<>(profile.fields()));
            command.screen().json(out);
            return;
        }
        command.screen()
                .line(command.screen().paint(Screen.Colour.BOLD, "You, " + profile.address()) + ", version "
                        + profile.version());
        var rows = new ArrayList<List<String>>();
        new TreeMap<>(profile.fields()).forEach((name, field) -> {
            var value = field.value();
            rows.add(List.of(name, value == null ? "" : value, seenBy(field.levels())));
        });
        command.screen().table(List.of("field", "value", "seen by"), rows);
    }

    private static String seenBy(@Nullable Set<Integer> levels) {
        if (levels == null || levels.isEmpty()) {
            return "only you";
        }
        if (levels.contains(0)) {
            return "anyone";
        }
        return "levels "
                + String.join(
                        ", ",
                        new TreeSet<>(levels).stream().map(String::valueOf).toList());
    }
}
