package dev.kith.cli.profile;

import dev.kith.cli.ExitCode;
import dev.kith.cli.KithCommand;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Cuts messages, profile and presence, both ways.
@Command(
        name = "block",
        description = "Cut messages, profile and presence with somebody, both ways. They are not told.")
public final class BlockCommand extends KithCommand {
    @Parameters(paramLabel = "ADDRESS")
    String address = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var kith = kith()) {
            answer(kith.getProfile(address).block().save());
        }
        if (json()) {
            screen().json(Map.of("address", address, "blocked", true));
        } else {
            screen().line("Blocked " + names().label(address) + ".");
        }
        return ExitCode.OK;
    }
}
