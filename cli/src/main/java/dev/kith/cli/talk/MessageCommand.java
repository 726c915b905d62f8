package dev.kith.cli.talk;

import dev.kith.cli.ExitCode;
import dev.kith.cli.KithCommand;
import dev.kith.cli.screen.Screen;
import dev.kith.client.Kith;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Parameters;

/// Changes one message and returns when the server has it. What waits for this user goes on waiting.
abstract class MessageCommand extends KithCommand {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Parameters(index = "0", paramLabel = "ID", description = "As listen --json and send --json show it.")
    String id = "";

    abstract CompletableFuture<?> change(Kith kith, long id);

    /// What was done, as one word.
    abstract String done();

    @Override
    public final Integer call() throws IOException, InterruptedException {
        long message = MessageId.parse(id);
        try (var kith = kith()) {
            kith.setReceiving(false);
            var started = kith.start();
            var changed = change(kith, message);
            answer(CompletableFuture.anyOf(started.thenCompose(online -> changed), changed), PATIENCE);
            answer(changed, PATIENCE);
        }
        if (json()) {
            var out = new LinkedHashMap<String, Object>();
            out.put("id", id);
            out.put("done", done());
            screen().json(out);
        } else {
            screen().line(screen().paint(
                                    Screen.Colour.GREEN,
                                    done().substring(0, 1).toUpperCase(java.util.Locale.ROOT) + done().substring(1))
                    + ".");
        }
        return ExitCode.OK;
    }
}
