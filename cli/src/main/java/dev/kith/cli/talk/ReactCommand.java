package dev.kith.cli.talk;

import dev.kith.client.Kith;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Says what the user feels about a message.
@Command(name = "react", description = "React to a message, usually with one emoji; without one, take it back.")
public final class ReactCommand extends MessageCommand {
    @Parameters(index = "1", paramLabel = "REACTION", arity = "0..1")
    String reaction = "";

    @Override
    CompletableFuture<?> change(Kith kith, long message) {
        return kith.react(message, reaction);
    }

    @Override
    String done() {
        return reaction.isEmpty() ? "taken back" : "reacted";
    }
}
