package dev.kith.cli.talk;

import dev.kith.client.Kith;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;

/// Takes back a message.
@Command(name = "cancel", description = "Take back a message of yours that no device of the recipient has.")
public final class CancelCommand extends MessageCommand {
    @Override
    CompletableFuture<?> change(Kith kith, long message) {
        return kith.cancelMessage(message);
    }

    @Override
    String done() {
        return "taken back, unless a device was quicker";
    }
}
