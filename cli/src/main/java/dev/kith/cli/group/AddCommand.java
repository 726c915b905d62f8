package dev.kith.cli.group;

import dev.kith.cli.ExitCode;
import dev.kith.cli.KithCommand;
import dev.kith.client.GroupAddition;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Takes people into a group.
@Command(name = "add", description = "Take people into a group.")
final class AddCommand extends KithCommand {
    @Parameters(paramLabel = "GROUP")
    long group;

    @Parameters(paramLabel = "ADDRESS", index = "1..*", arity = "1..100")
    List<String> addresses = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var kith = kith()) {
            return told(this, answer(kith.groups().add(group, addresses)));
        }
    }

    /// Says what came of it; whoever could not be taken in makes it a failure.
    static int told(KithCommand by, GroupAddition addition) throws IOException {
        if (by.json()) {
            by.screen().json(Map.of("added", addition.added(), "refused", addition.refused()));
        } else {
            var names = by.names();
            addition.added().forEach(address -> by.screen().line("Added " + names.label(address) + "."));
            addition.refused()
                    .forEach((address, code) -> by.screen().line("Not added: " + address + " (" + code + ")."));
        }
        return addition.refused().isEmpty() ? ExitCode.OK : ExitCode.REFUSED;
    }
}
