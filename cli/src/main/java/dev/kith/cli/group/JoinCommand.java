package dev.kith.cli.group;

import dev.kith.cli.ExitCode;
import dev.kith.cli.KithCommand;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Joins by a link.
@Command(name = "join", description = "Join a group by the token of a link.")
final class JoinCommand extends KithCommand {
    @Parameters(paramLabel = "TOKEN")
    String token = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var kith = kith()) {
            var group = answer(kith.groups().join(token));
            if (json()) {
                screen().json(Map.of("id", group.id(), "members", group.members()));
            } else {
                screen().line("You are in group " + group.id() + " now, with " + (group.members() - 1) + " others.");
            }
        }
        return ExitCode.OK;
    }
}
