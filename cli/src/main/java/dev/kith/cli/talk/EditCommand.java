package dev.kith.cli.talk;

import dev.kith.client.Kith;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Gives one's own message another text.
@Command(name = "edit", description = "Give a message of yours another text, on all devices of both sides.")
public final class EditCommand extends MessageCommand {
    @Parameters(index = "1", paramLabel = "TEXT")
    String text = "";

    @Override
    CompletableFuture<?> change(Kith kith, long message) {
        return kith.editMessage(message, text);
    }

    @Override
    String done() {
        return "edited";
    }
}
