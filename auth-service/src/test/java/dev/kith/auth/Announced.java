package dev.kith.auth;

import dev.kith.contracts.Topic;
import dev.kith.local.stack.Part;
import dev.kith.local.testing.Events;
import dev.kith.local.testing.SharedStack;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;

/// What auth-service has published.
public final class Announced {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private Announced() {}

    /// The first record about a user for which this holds.
    public static ConsumerRecord<byte[], byte[]> about(
            long uid, Topic topic, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        var key = Events.key(uid);
        return SharedStack.get().events().await(topic, r -> Arrays.equals(r.key(), key) && wanted.test(r), LIMIT);
    }

    /// All records about a user, once nothing waits in the outbox any more.
    public static List<ConsumerRecord<byte[], byte[]>> allAbout(long uid, Topic topic) {
        Awaitility.await().atMost(LIMIT).until(() -> count("select count(*) from outbox") == 0);
        var key = Events.key(uid);
        return SharedStack.get().events().all(topic).stream()
                .filter(r -> Arrays.equals(r.key(), key))
                .toList();
    }

    /// The number that a query on auth's database gives.
    public static long count(String sql) throws SQLException {
        try (var database = SharedStack.get().database(Part.AUTH);
                var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
