package dev.kith.cli.file;

import dev.kith.cli.ExitCode;
import dev.kith.cli.KithCommand;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Takes a file back.
@Command(name = "delete", description = "Take a file of yours back: nobody has it any more, whatever they were sent.")
final class DeleteCommand extends KithCommand {
    @Parameters(paramLabel = "ID", description = "As files list shows it.")
    String id = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var kith = kith()) {
            answer(kith.files().delete(id));
        }
        if (json()) {
            screen().json(Map.of("id", id, "deleted", true));
        } else {
            screen().line("The file is no more.");
        }
        return ExitCode.OK;
    }
}
