package dev.kith.cli.group;

import dev.kith.cli.ExitCode;
import dev.kith.cli.KithCommand;
import dev.kith.client.GroupRole;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Says which role may do what.
@Command(
        name = "allow",
        description = "Name the lowest role that may do something in a group: groups allow 7 send=admin add=member")
final class AllowCommand extends KithCommand {
    @Parameters(paramLabel = "GROUP")
    long group;

    @Parameters(
            paramLabel = "WHAT=ROLE",
            index = "1..*",
            arity = "1..5",
            description = "send, add, remove, changeProfile or seeMembers; member, admin or owner.")
    Map<String, GroupRole> permissions = Map.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var kith = kith()) {
            var changed = answer(kith.groups().setPermissions(group, permissions));
            if (json()) {
                screen().json(ShowCommand.object(changed));
            } else {
                screen().line("Done; groups show " + group + " has all of it.");
            }
        }
        return ExitCode.OK;
    }
}
