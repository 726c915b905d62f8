package dev.kith.cli.talk;

import dev.kith.cli.ExitCode;
import dev.kith.cli.Failure;
import dev.kith.cli.KithCommand;
import dev.kith.cli.file.Bar;
import dev.kith.cli.screen.Screen;
import dev.kith.client.Disappearing;
import dev.kith.client.FileTransfer;
import dev.kith.client.Kith;
import dev.kith.client.KithListener;
import dev.kith.client.MessageParams;
import dev.kith.client.SentMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Sends one message and returns when the server will not lose it. What waits for this user goes on waiting.
@Command(name = "send", description = "Send a message; returns when the server has it and will not lose it.")
public final class SendCommand extends KithCommand {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// The SDK tells when it gives up.
    private static final Duration PATIENCE_WITH_A_FILE = Duration.ofHours(12);

    @Parameters(index = "0", paramLabel = "ADDRESS", arity = "0..1")
    String address = "";

    @Parameters(index = "1", paramLabel = "TEXT", arity = "0..1", description = "- reads it from standard input.")
    String text = "";

    @Option(names = "--group", paramLabel = "NUMBER", description = "To this group; the address is left out then.")
    long group;

    @Option(names = "--type", description = "For the receiving app.")
    String type = "";

    @Option(names = "--reply-to", paramLabel = "ID", description = "The message that this one answers.")
    String replyTo = "";

    @Option(names = "--forward", paramLabel = "ID", description = "Pass on this message instead of a text.")
    String forward = "";

    @Option(names = "--file", paramLabel = "FILE", description = "Bring this file to the server and send it.")
    @Nullable
    Path file;

    @Option(names = "--expires", paramLabel = "SECONDS", description = "Drop it if no device has it by then; 0: now.")
    @Nullable
    Long expires;

    @Option(
            names = "--disappears",
            paramLabel = "SECONDS",
            description = "Gone for good on both sides so long after --after.")
    @Nullable
    Long disappears;

    @Option(
            names = "--after",
            description = "sending, delivery or reading: from when on --disappears counts; else sending.")
    @Nullable
    String after;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (group == 0 && address.isEmpty()) {
            throw Failure.usage("To whom? An address, or --group.");
        }
        if (group != 0 && !(text.isEmpty() && forward.isEmpty())) {
            throw Failure.usage("With --group there is a text or a file alone, and no address.");
        }
        var content = content();
        var fading = fading();
        var params = (group == 0 ? MessageParams.to(address) : MessageParams.toGroup())
                .withReadReceipt(true)
                .withType(type)
                .withReplyTo(replyTo.isEmpty() ? 0 : MessageId.parse(replyTo));
        long forwarded = forward.isEmpty() ? 0 : MessageId.parse(forward);
        if (expires != null) {
            if (expires < 0) {
                throw Failure.usage("--expires takes seconds; 0: only if they are online.");
            }
            params = params.withExpiry(Duration.ofSeconds(expires));
        }
        if (fading != null) {
            params = params.withDisappearing(fading.after(), fading.time());
        }
        try (var kith = kith();
                var bar = Bar.on(screen(), json() || file == null, "Sending")) {
            kith.addListener(new Moving(bar));
            kith.setPath(session().state(signedIn().uid()));
            kith.setReceiving(false);
            var started = kith.start();
            var sent = sent(kith, params, content, forwarded);
            // A start that is refused for good is told at once, not after the patience with the message.
            var first = CompletableFuture.anyOf(started.thenCompose(online -> sent), sent);
            var patience = file == null ? PATIENCE : PATIENCE_WITH_A_FILE;
            answer(first, patience);
            var message = answer(sent, patience);
            if (json()) {
                var out = new LinkedHashMap<String, Object>();
                out.put("id", Long.toUnsignedString(message.id()));
                out.put(group == 0 ? "to" : "group", group == 0 ? address : group);
                out.put("acceptedAt", message.acceptedAt().toString());
                screen().json(out);
            } else {
                screen().line(screen().paint(Screen.Colour.GREEN, "Sent") + " to "
                        + (group == 0 ? names().label(address) : "group " + group) + ".");
            }
        }
        return ExitCode.OK;
    }

    /// What is sent, of which there is one; empty for a file and what is forwarded.
    private String content() throws IOException {
        var said = group == 0 ? text : address;
        var content = said.equals("-") ? root().allInput() : said;
        if (file != null && !Files.isRegularFile(file)) {
            throw new Failure(ExitCode.REFUSED, "no-file", "There is no file " + file + ".");
        }
        if (content.isEmpty() && forward.isEmpty() && file == null) {
            throw Failure.usage("The text is empty.");
        }
        if (Stream.of(!content.isEmpty(), !forward.isEmpty(), file != null)
                        .filter(given -> given)
                        .count()
                > 1) {
            throw Failure.usage("A text, --file, or --forward: one of them.");
        }
        return content;
    }

    /// Shows how the file gets on.
    private record Moving(Bar bar) implements KithListener {
        @Override
        public void onFile(FileTransfer transfer) {
            bar.moved(transfer.done(), transfer.total());
        }
    }

    /// When it goes; null: it stays. What is meant to go is not sent for good because of a slip.
    private @Nullable Disappearing fading() {
        var from = switch (after) {
            case null -> Disappearing.After.SENDING;
            case "sending" -> Disappearing.After.SENDING;
            case "delivery" -> Disappearing.After.DELIVERY;
            case "reading" -> Disappearing.After.READING;
            default -> throw Failure.usage("--after is sending, delivery or reading.");
        };
        if (disappears == null) {
            if (after != null) {
                throw Failure.usage("--after says from when on --disappears SECONDS counts: give both.");
            }
            return null;
        }
        if (disappears < 1) {
            throw Failure.usage("--disappears takes seconds, 1 at least; leave it out for a message that stays.");
        }
        return new Disappearing(from, Duration.ofSeconds(disappears));
    }

    private CompletableFuture<SentMessage> sent(Kith kith, MessageParams params, String content, long forwarded) {
        if (file != null) {
            return group == 0 ? kith.sendFile(params, file) : kith.sendGroupFile(group, params, file);
        }
        if (group != 0) {
            return kith.sendGroupMessage(group, params, content);
        }
        return forwarded == 0 ? kith.sendMessage(params, content) : kith.forwardMessage(params, forwarded);
    }
}
