package dev.kith.kit.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.UserJoined;
import dev.kith.kit.event.Event;
import dev.kith.local.testing.Events;
import dev.kith.local.testing.StackResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = StackResource.class, initArgs = @ResourceArg(name = "service", value = "auth"))
class OutboxTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final AtomicLong UIDS = new AtomicLong(1_000);

    @Inject
    Outbox outbox;

    @Inject
    Pool pool;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void publishesWhatATransactionLeftOnceItCommits() {
        var uid = UIDS.incrementAndGet();

        inTransaction(tx -> outbox.add(tx, List.of(joined(uid))));
        outbox.committed();

        var record = published(uid);
        assertThat(new String(record.headers().lastHeader("ce_type").value(), UTF_8))
                .isEqualTo("kith.v1.UserJoined");
        assertThat(new String(record.headers().lastHeader("ce_source").value(), UTF_8))
                .isEqualTo("service-kit");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(rowsLeft()).isZero());
    }

    @Test
    void publishesNothingOfATransactionThatRollsBack() {
        var lost = UIDS.incrementAndGet();
        var kept = UIDS.incrementAndGet();

        pool.withTransaction(tx -> outbox.add(tx, List.of(joined(lost)))
                        .<Void>replaceWith(Uni.createFrom().failure(new IllegalStateException("rolled back"))))
                .onFailure()
                .recoverWithNull()
                .await()
                .atMost(LIMIT);
        inTransaction(tx -> outbox.add(tx, List.of(joined(kept))));

        published(kept);
        assertThat(allOf(lost)).isEmpty();
    }

    @Test
    void keepsTheOrderOfOneKey() {
        var uid = UIDS.incrementAndGet();
        var events = LongStream.range(0, 1_200).mapToObj(at -> joined(uid, at)).toList();

        inTransaction(tx -> outbox.add(tx, events));

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(allOf(uid).stream().map(ConsumerRecord::value))
                        .containsExactlyElementsOf(
                                events.stream().map(Event::value).toList()));
    }

    @Test
    void doesNotSkipARowThatCommitsAfterAYoungerOne() {
        var older = UIDS.incrementAndGet();
        var younger = UIDS.incrementAndGet();
        var connection = pool.getConnection().await().atMost(LIMIT);
        var transaction = connection.begin().await().atMost(LIMIT);
        outbox.add(connection, List.of(joined(older))).await().atMost(LIMIT);

        inTransaction(tx -> outbox.add(tx, List.of(joined(younger))));
        published(younger);
        transaction.commit().await().atMost(LIMIT);
        connection.close().await().atMost(LIMIT);

        published(older);
    }

    private ConsumerRecord<byte[], byte[]> published(long uid) {
        return new Events(kafka).await(Topic.USER_JOINED, record -> Arrays.equals(record.key(), Event.key(uid)), LIMIT);
    }

    private List<ConsumerRecord<byte[], byte[]>> allOf(long uid) {
        return new Events(kafka)
                .all(Topic.USER_JOINED).stream()
                        .filter(record -> Arrays.equals(record.key(), Event.key(uid)))
                        .toList();
    }

    private void inTransaction(java.util.function.Function<SqlConnection, Uni<Void>> work) {
        pool.withTransaction(work).await().atMost(LIMIT);
    }

    private int rowsLeft() {
        return pool.query("select count(*)::int as left from outbox")
                .execute()
                .await()
                .atMost(LIMIT)
                .iterator()
                .next()
                .getInteger(0);
    }

    private static Event joined(long uid) {
        return joined(uid, 0);
    }

    private static Event joined(long uid, long at) {
        return Event.of(
                Topic.USER_JOINED,
                uid,
                UserJoined.newBuilder().setUid(uid).setJoinedAt(at).build());
    }
}
