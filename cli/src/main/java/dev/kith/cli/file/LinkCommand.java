package dev.kith.cli.file;

import dev.kith.cli.ExitCode;
import dev.kith.cli.Failure;
import dev.kith.cli.KithCommand;
import dev.kith.cli.screen.Screen;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Lets anybody have a file for a while.
@Command(name = "link", description = "A link by which anybody may fetch a file of yours for a while.")
final class LinkCommand extends KithCommand {
    private static final int LONGEST = 24 * 60;

    @Parameters(paramLabel = "ID", description = "As files list shows it.")
    String id = "";

    @Option(names = "--minutes", paramLabel = "N", description = "How long; 15 unless said, 1440 at most.")
    int minutes = 15;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (minutes < 1 || minutes > LONGEST) {
            throw Failure.usage("--minutes is 1 to " + LONGEST + ".");
        }
        try (var kith = kith()) {
            var link = answer(kith.files().link(id, Duration.ofMinutes(minutes)));
            if (json()) {
                var out = new LinkedHashMap<String, Object>();
                out.put("url", link.url());
                out.put("thumbnailUrl", link.thumbnailUrl().orElse(null));
                out.put("until", link.until().toString());
                screen().json(out);
            } else {
                screen().line(Screen.safe(link.url()));
            }
        }
        return ExitCode.OK;
    }
}
