package dev.kith.cli.group;

import dev.kith.cli.ExitCode;
import dev.kith.cli.KithCommand;
import dev.kith.client.GroupRole;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Gives a member another role.
@Command(name = "role", description = "Make a member an admin, an owner, or a plain member again.")
final class RoleCommand extends KithCommand {
    @Parameters(paramLabel = "GROUP")
    long group;

    @Parameters(paramLabel = "ADDRESS", index = "1")
    String address = "";

    @Parameters(paramLabel = "ROLE", index = "2", description = "member, admin or owner.")
    GroupRole role = GroupRole.MEMBER;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var kith = kith()) {
            answer(kith.groups().setRole(group, address, role));
        }
        var word = role.name().toLowerCase(Locale.ROOT);
        if (json()) {
            screen().json(Map.of("group", group, "address", address, "role", word));
        } else {
            screen().line(names().label(address) + " is " + word + " now.");
        }
        return ExitCode.OK;
    }
}
