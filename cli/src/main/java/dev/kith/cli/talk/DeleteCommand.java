package dev.kith.cli.talk;

import dev.kith.client.Kith;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Deletes a message.
@Command(name = "delete", description = "Delete a message from your devices, or one of yours from everywhere.")
public final class DeleteCommand extends MessageCommand {
    @Option(names = "--everywhere", description = "From the devices of both sides.")
    boolean everywhere;

    @Override
    CompletableFuture<?> change(Kith kith, long message) {
        return kith.deleteMessage(message, everywhere);
    }

    @Override
    String done() {
        return "deleted";
    }
}
