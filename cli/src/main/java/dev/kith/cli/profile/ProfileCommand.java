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
        subcommands = {
            ProfileCommand.Show.class,
            ProfileCommand.Change.class,
            ProfileViewCommand.class,
            PictureCommand.class
        })
public final class ProfileCommand extends KithCommand {
    @Override
    public Integer call() {
        throw Failure.usage(
                "profile show [ADDRESS], profile set FIELD=VALUE ..., profile view-as ADDRESS, or profile picture set FILE");
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

        private static List<List<String>> rows(Map<String, Object> fields) {
            var rows = new ArrayList<List<String>>();
            new TreeMap<>(fields).forEach((field, value) -> rows.add(List.of(field, FieldArgument.text(value))));
            return rows;
        }
    }

    /// Changes fields of one's own.
    @Command(
            name = "set",
            description = {
                "Change fields of your profile: name=Anna status='on the train' --level 1,2",
                "Other values than texts as JSON: age:=42 open:=true tags:='[\"a\",\"b\"]'",
                "Different values for different people: phone@2=office phone@5=mobile; the highest level wins."
            })
    static final class Change extends KithCommand {
        @Parameters(paramLabel = "FIELD[@N,N]=VALUE", arity = "0..*")
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
            var changed = FieldArgument.changed(fields, onlyMe ? Set.of() : levels);
            for (var field : removed) {
                changed = changed.without(field);
            }
            try (var kith = kith()) {
                ProfileCommand.print(this, answer(kith.setSelfProfile(changed)));
            }
            return ExitCode.OK;
        }
    }

    static void print(KithCommand command, SelfProfile profile) {
        if (command.json()) {
            var out = new LinkedHashMap<String, Object>();
            out.put("address", profile.address());
            out.put("version", profile.version());
            out.put("fields", fields(profile));
            command.screen().json(out);
            return;
        }
        command.screen()
                .line(command.screen().paint(Screen.Colour.BOLD, "You, " + profile.address()) + ", version "
                        + profile.version());
        var rows = new ArrayList<List<String>>();
        new TreeMap<>(profile.fields())
                .forEach((name, field) -> field.values().forEach(value -> {
                    rows.add(List.of(name, FieldArgument.text(value.value()), seenBy(value.levels())));
                }));
        command.screen().table(List.of("field", "value", "seen by"), rows);
    }

    /// As the server gives them: one value beside its levels, or a list of such.
    private static Map<String, Object> fields(SelfProfile profile) {
        var fields = new TreeMap<String, Object>();
        profile.fields()
                .forEach((name, field) -> fields.put(
                        name,
                        field.values().size() == 1 ? field.values().getFirst() : Map.of("values", field.values())));
        return fields;
    }

    static String seenBy(@Nullable Set<Integer> levels) {
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
