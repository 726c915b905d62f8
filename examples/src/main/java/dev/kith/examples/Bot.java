package dev.kith.examples;

import dev.kith.client.Discoverability;
import dev.kith.client.Kith;
import dev.kith.client.Message;
import dev.kith.client.MessageParams;
import dev.kith.client.MessageStatus;
import dev.kith.client.Newcomer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Flow;

/// Answers whoever writes to it, one message after the other: the next is taken when the answer to the last is at the
/// server.
public final class Bot implements Flow.Subscriber<Message> {
    private final Kith kith;
    private Flow.Subscription messages = new NoneYet();

    private Bot(Kith kith) {
        this.kith = kith;
    }

    /// Server, app, own number, and a directory that keeps what was answered over a restart.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (var kith = new Kith()) {
            kith.setServer(arguments[0]);
            kith.setPath(Path.of(arguments[3]));
            var verification = kith.blocking().requestCode(arguments[1], arguments[2], null);
            var newcomer = new Newcomer("Bot", Discoverability.EVERYONE);
            kith.blocking().confirmCode(verification, IO.readln("Code: "), "bot", newcomer);
            answer(kith);
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    /// From now on, until the client is closed.
    public static void answer(Kith kith) {
        kith.flows().messages().subscribe(new Bot(kith));
        kith.blocking().start();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        messages = subscription;
        messages.request(1);
    }

    @Override
    public void onNext(Message message) {
        if (message.status() != MessageStatus.RECEIVED_NEW || message.isOfGroup()) {
            messages.request(1);
            return;
        }
        kith.markRead(message.id());
        var params = MessageParams.to(message.sender()).withReplyTo(message.id());
        // An answer that is refused is lost; the next question is not.
        var unused = kith.sendMessage(params, reply(message.asText().orElse("")))
                .whenComplete((sent, refused) -> messages.request(1));
    }

    private static String reply(String question) {
        return switch (question.strip().toLowerCase(Locale.ROOT)) {
            case "hello", "hi" -> "Hello! Say anything, and I say it backwards.";
            default -> new StringBuilder(question).reverse().toString();
        };
    }

    @Override
    public void onError(Throwable failure) {
        throw new IllegalStateException("asks for one at a time", failure);
    }

    @Override
    public void onComplete() {
        // The client is closed.
    }

    private static final class NoneYet implements Flow.Subscription {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }
}
