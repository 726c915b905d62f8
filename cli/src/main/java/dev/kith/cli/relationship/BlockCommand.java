package dev.kith.cli.relationship;

import dev.kith.cli.ExitCode;
import dev.kith.cli.Failure;
import dev.kith.cli.KithCommand;
import dev.kith.client.BlockKind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Cuts somebody off, from everything or from some of it.
@Command(
        name = "block",
        description = "Cut somebody off: from everything, both ways, or from what is named alone. They are not told.")
public final class BlockCommand extends KithCommand {
    @Parameters(paramLabel = "ADDRESS")
    String address = "";

    @Option(
            names = "--what",
            paramLabel = "KIND",
            split = ",",
            description = "Only these: messages, group-messages, calls, profile, presence.")
    List<String> what = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var kith = kith()) {
            answer(kith.getProfile(address).block(kinds()).save());
        }
        if (json()) {
            screen().json(
                            what.isEmpty()
                                    ? Map.of("address", address, "blocked", true)
                                    : Map.of("address", address, "block", what));
        } else {
            screen().line("Blocked " + (what.isEmpty() ? "" : String.join(", ", what) + " of ") + names().label(address)
                    + ".");
        }
        return ExitCode.OK;
    }

    private BlockKind[] kinds() {
        return what.stream()
                .map(slug -> BlockKind.ofSlug(slug)
                        .orElseThrow(() -> Failure.usage("There is no '" + slug + "' to block; see block --help.")))
                .toArray(BlockKind[]::new);
    }
}
