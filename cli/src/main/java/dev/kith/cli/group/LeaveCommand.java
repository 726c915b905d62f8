package dev.kith.cli.group;

import dev.kith.cli.ExitCode;
import dev.kith.cli.KithCommand;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Leaves a group.
@Command(name = "leave", description = "Leave a group.")
final class LeaveCommand extends KithCommand {
    @Parameters(paramLabel = "GROUP")
    long group;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var kith = kith()) {
            answer(kith.groups().leave(group));
        }
        if (json()) {
            screen().json(Map.of("group", group, "left", true));
        } else {
            screen().line("You have left group " + group + ".");
        }
        return ExitCode.OK;
    }
}
