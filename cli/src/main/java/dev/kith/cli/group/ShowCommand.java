package dev.kith.cli.group;

import dev.kith.cli.ExitCode;
import dev.kith.cli.KithCommand;
import dev.kith.client.Group;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// What a group is.
@Command(name = "show", description = "What a group is, what it shows of itself, and which role may do what in it.")
final class ShowCommand extends KithCommand {
    @Parameters(paramLabel = "GROUP")
    long group;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var kith = kith()) {
            var shown = answer(kith.groups().get(group));
            var profile = answer(kith.groups().profile(group));
            if (json()) {
                var out = object(shown);
                out.put("fields", profile.fields());
                screen().json(out);
            } else {
                var rows = new ArrayList<List<String>>();
                new TreeMap<>(profile.fields()).forEach((name, value) -> rows.add(List.of(name, value)));
                object(shown).forEach((name, value) -> {
                    if (value instanceof Map<?, ?> permissions) {
                        permissions.forEach((what, role) -> rows.add(List.of("may " + what, role + " and above")));
                    } else {
                        rows.add(List.of(name, value.toString()));
                    }
                });
                screen().table(List.of("", ""), rows);
            }
        }
        return ExitCode.OK;
    }

    static Map<String, Object> object(Group group) {
        var permissions = new TreeMap<String, String>();
        group.permissions()
                .forEach((what, role) -> permissions.put(what, role.name().toLowerCase(Locale.ROOT)));
        var out = new LinkedHashMap<String, Object>();
        out.put("id", group.id());
        out.put("kind", group.kind());
        out.put("version", group.version());
        out.put("members", group.members());
        out.put("role", group.role().name().toLowerCase(Locale.ROOT));
        out.put("muted", group.muted());
        out.put("permissions", permissions);
        return out;
    }
}
