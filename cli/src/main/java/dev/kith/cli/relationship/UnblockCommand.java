package dev.kith.cli.relationship;

import dev.kith.cli.ExitCode;
import dev.kith.cli.KithCommand;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Takes a block back.
@Command(name = "unblock", description = "Take a block back.")
public final class UnblockCommand extends KithCommand {
    @Parameters(paramLabel = "ADDRESS")
    String address = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var kith = kith()) {
            answer(kith.getProfile(address).unblock().save());
        }
        if (json()) {
            screen().json(Map.of("address", address, "blocked", false));
        } else {
            screen().line("Unblocked " + names().label(address) + ".");
        }
        return ExitCode.OK;
    }
}
