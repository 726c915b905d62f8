package dev.kith.kit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.contracts.event.UserJoined;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListeningTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void handsOnTheDecodedEvent() {
        var heard = new AtomicReference<UserJoined>();
        var event = UserJoined.newBuilder().setUid(7).build();

        Listening.to(
                        record(event.toByteArray()),
                        UserJoined.parser(),
                        joined -> Uni.createFrom().voidItem().invoke(() -> heard.set(joined)))
                .await()
                .atMost(LIMIT);

        assertThat(heard.get()).isEqualTo(event);
    }

    @Test
    void refusesWhatCannotBeDecodedWithoutCallingTheListener() {
        assertThatThrownBy(() -> await(new byte[] {(byte) 0xff, 1, 2}, this::count))
                .isInstanceOf(PoisonedRecord.class);
        assertThat(calls).hasValue(0);
    }

    @Test
    void refusesATombstoneWhereAValueIsNeeded() {
        assertThatThrownBy(() -> await(null, this::count)).isInstanceOf(PoisonedRecord.class);
    }

    @Test
    void givesUpOnAFailureThatComesAgain() {
        assertThatThrownBy(() -> await(new byte[0], joined -> failing(new IllegalStateException("always"), 1_000)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(calls).hasValue(Listening.TRIES);
    }

    @Test
    void waitsForAsLongAsAnOutageLasts() {
        await(new byte[0], joined -> failing(new IOException("connection refused"), Listening.TRIES + 2));

        assertThat(calls).hasValue(Listening.TRIES + 3);
    }

    @Test
    void takesADependencyThatDoesNotAnswerForAnOutage() {
        await(
                new byte[0],
                joined -> calls.incrementAndGet() <= Listening.TRIES
                        ? Uni.createFrom()
                                .<Void>nothing()
                                .ifNoItem()
                                .after(Duration.ofMillis(1))
                                .fail()
                        : Uni.createFrom().voidItem());

        assertThat(calls).hasValue(Listening.TRIES + 1);
    }

    private static void await(byte @Nullable [] value, java.util.function.Function<UserJoined, Uni<Void>> listener) {
        Listening.to(record(value), UserJoined.parser(), listener).await().atMost(LIMIT);
    }

    private Uni<Void> count(UserJoined joined) {
        calls.incrementAndGet();
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> failing(Throwable failure, int times) {
        return calls.incrementAndGet() <= times
                ? Uni.createFrom().failure(failure)
                : Uni.createFrom().voidItem();
    }

    private static ConsumerRecord<byte[], byte[]> record(byte @Nullable [] value) {
        return new ConsumerRecord<>("user.joined", 0, 0, Event.key(7), value);
    }
}
