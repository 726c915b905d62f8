package dev.kith.cli.group;

import dev.kith.cli.ExitCode;
import dev.kith.cli.KithCommand;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Puts a member out.
@Command(name = "remove", description = "Put a member out of a group.")
final class RemoveCommand extends KithCommand {
    @Parameters(paramLabel = "GROUP")
    long group;

    @Parameters(paramLabel = "ADDRESS", index = "1")
    String address = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var kith = kith()) {
            answer(kith.groups().remove(group, address));
        }
        if (json()) {
            screen().json(Map.of("group", group, "removed", address));
        } else {
            screen().line("Removed " + names().label(address) + ".");
        }
        return ExitCode.OK;
    }
}
