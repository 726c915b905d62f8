package dev.kith.cli.group;

import dev.kith.cli.ExitCode;
import dev.kith.cli.Failure;
import dev.kith.cli.KithCommand;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Who has a message.
@Command(name = "receipts", description = "Who has received and read a message that you sent to a group.")
final class ReceiptsCommand extends KithCommand {
    @Parameters(paramLabel = "GROUP")
    long group;

    @Parameters(paramLabel = "MESSAGE", index = "1", description = "Its id, as send and listen --json show it.")
    String message = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        var names = names();
        try (var kith = kith()) {
            var receipts = answer(kith.groups().receipts(group, id()));
            if (json()) {
                screen().json(Map.of(
                        "recipients", receipts.counts().recipients(),
                        "delivered", receipts.delivered(),
                        "read", receipts.read()));
            } else {
                var read = Set.copyOf(receipts.read());
                screen().table(
                                List.of("name", "address", "read"),
                                receipts.delivered().stream()
                                        .map(one -> List.of(names.of(one), one, read.contains(one) ? "yes" : ""))
                                        .toList());
            }
        }
        return ExitCode.OK;
    }

    private long id() {
        try {
            return Long.parseUnsignedLong(message);
        } catch (NumberFormatException none) {
            throw Failure.usage(message + " is no id of a message.");
        }
    }
}
