package dev.kith.cli.account;

import dev.kith.cli.ExitCode;
import dev.kith.cli.KithCommand;
import dev.kith.cli.screen.Cells;
import dev.kith.cli.screen.Screen;
import java.io.IOException;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;

/// Who is signed in here.
@Command(name = "whoami", description = "Who is signed in here, and where.")
public final class WhoAmICommand extends KithCommand {
    @Override
    public Integer call() throws IOException, InterruptedException {
        var content = signedIn();
        try (var kith = kith()) {
            var profile = answer(kith.getSelfProfile());
            var discoverability = answer(kith.getDiscoverability());
            var out = new LinkedHashMap<String, Object>();
            out.put("address", profile.address().isEmpty() ? content.address() : profile.address());
            out.put("uid", content.uid());
            out.put("name", profile.value("name").orElse(""));
            out.put("discoverability", discoverability.slug());
            out.put("server", server());
            out.put("session", settings().sessionFile().toString());
            if (json()) {
                screen().json(out);
            } else {
                out.forEach((key, value) -> screen().line(screen().paint(Screen.Colour.FAINT, Cells.padded(key, 16))
                        + Screen.safe(value.toString())));
            }
        }
        return ExitCode.OK;
    }
}
