package dev.kith.bench.client;

import dev.kith.client.MessageStatus;
import dev.kith.client.store.Database;
import dev.kith.contracts.socket.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/// Fills the database of a device by the SDK's own writer, as a sync would: messages of many people in turns.
final class StoredMessages {
    /// Every message has one of so many words that no language has, beside those that all have.
    static final int WORDS = 1_000;

    private static final long SENDER = 1L << 32;
    private static final int AT_ONCE = 500;
    private static final int A_MINUTE_MILLIS = 60_000;

    private StoredMessages() {}

    static void fill(Path file, int messages, int conversations) throws IOException {
        var database = Database.open(file, null, System::currentTimeMillis);
        var inbox = database.inbox();
        inbox.owner(1);
        var random = new Random(messages);
        long first = System.currentTimeMillis() - (long) messages * A_MINUTE_MILLIS;
        for (int from = 0; from < messages; from += AT_ONCE) {
            int begin = from;
            inbox.together(() -> {
                for (int i = begin; i < Math.min(messages, begin + AT_ONCE); i++) {
                    inbox.message(
                            Message.newBuilder()
                                    .setId(SENDER * (2 + i % conversations) + i)
                                    .setSender("person-" + i % conversations)
                                    .setRecipient("me")
                                    .setAcceptedAt(first + (long) i * A_MINUTE_MILLIS)
                                    .setText("shall we meet for dinner at number %d, or word%d"
                                            .formatted(i, random.nextInt(WORDS)))
                                    .build(),
                            MessageStatus.RECEIVED_NEW);
                }
            });
        }
        inbox.close();
    }
}
