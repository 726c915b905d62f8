package dev.kith.cli.group;

import dev.kith.cli.ExitCode;
import dev.kith.cli.Failure;
import dev.kith.cli.KithCommand;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Ends a group.
@Command(name = "delete", description = "End a group for everybody in it; for owners.")
final class DeleteCommand extends KithCommand {
    @Parameters(paramLabel = "GROUP")
    long group;

    @Option(names = "--yes", description = "Do not ask.")
    boolean sure;

    @Override
    public Integer call() throws IOException, InterruptedException {
        signedIn();
        if (!sure
                && !root().ask("Type " + group + " to end the group for everybody: ")
                        .equals(Long.toString(group))) {
            throw new Failure(ExitCode.REFUSED, "not-confirmed", "Nothing was deleted.");
        }
        try (var kith = kith()) {
            answer(kith.groups().delete(group));
        }
        if (json()) {
            screen().json(Map.of("group", group, "deleted", true));
        } else {
            screen().line("Group " + group + " is no more.");
        }
        return ExitCode.OK;
    }
}
