package dev.kith.cli.profile;

import dev.kith.cli.ExitCode;
import dev.kith.cli.KithCommand;
import dev.kith.cli.screen.Screen;
import dev.kith.client.ProfileView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// One's own profile with the eyes of somebody else.
@Command(name = "view-as", description = "Your own profile as somebody else sees it, and why.")
final class ProfileViewCommand extends KithCommand {
    @Parameters(paramLabel = "ADDRESS")
    String address = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var kith = kith()) {
            var view = answer(kith.viewSelfProfileAs(address));
            if (json()) {
                var out = new LinkedHashMap<String, Object>();
                out.put("viewer", view.viewer());
                out.put("version", view.version());
                out.put("fields", new TreeMap<>(view.fields()));
                screen().json(out);
            } else {
                screen().line("Your profile, version " + view.version() + ", as "
                        + screen().paint(Screen.Colour.BOLD, names().label(view.viewer())) + " sees it");
                var rows = new ArrayList<List<String>>();
                new TreeMap<>(view.fields())
                        .forEach((name, field) ->
                                rows.add(List.of(name, FieldArgument.text(field.value()), why(field))));
                screen().table(List.of("field", "they see", "because"), rows);
            }
        }
        return ExitCode.OK;
    }

    private static String why(ProfileView.Field field) {
        return switch (field.rule()) {
            case "public" -> "seen: it is for anyone";
            case "level" ->
                field.visible()
                        ? "seen: you granted level " + field.level()
                        : "hidden: " + ProfileCommand.seenBy(field.levels()) + " needed";
            case "relationship" -> "hidden: you granted them nothing";
            case "expired" -> "hidden: what you granted has ended";
            case "blocked" -> "hidden: blocked";
            case "owner-only" -> "hidden: only you see it";
            case "owner" -> "seen: it is yours";
            default -> (field.visible() ? "seen: " : "hidden: ") + field.rule();
        };
    }
}
