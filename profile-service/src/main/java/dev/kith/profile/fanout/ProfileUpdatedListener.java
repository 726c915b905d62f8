package dev.kith.profile.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kith.contracts.event.ProfileUpdated;
import dev.kith.kit.Departure;
import dev.kith.kit.event.Listening;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/// Fans changed profiles out. A tombstone tells nobody: the erasure, which still knew the followers, has told them.
///
/// Records wait side by side, each for its window, and each is acknowledged when its followers have been told. What a
/// crash leaves untold is read again, and told by the next who owns the partition.
@Departure("records of several windows wait side by side, so the chain of one cannot be given back to the connector")
@ApplicationScoped
class ProfileUpdatedListener {
    private static final Duration BREATH = Duration.ofMillis(10);

    private final Windows windows;
    private final FanOutSettings settings;
    private final AtomicInteger waiting = new AtomicInteger();

    ProfileUpdatedListener(Windows windows, FanOutSettings settings) {
        this.windows = windows;
        this.settings = settings;
    }

    /// Comes back at once, or when there is room for the next record.
    @Incoming("profile.updated")
    Uni<Void> on(Message<ConsumerRecord<byte[], byte[]>> message) {
        waiting.incrementAndGet();
        announce(message.getPayload())
                .subscribe()
                .with(told -> over(message::ack), failure -> over(() -> message.nack(failure)));
        return room();
    }

    private Uni<Void> announce(ConsumerRecord<byte[], byte[]> record) {
        return Listening.toCompacted(
                record,
                ProfileUpdated.parser(),
                event -> event.map(updated -> windows.told(ProfileChange.of(updated, at(record))))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private void over(Supplier<CompletionStage<Void>> answer) {
        waiting.decrementAndGet();
        var unused = answer.get();
    }

    private Uni<Void> room() {
        return waiting.get() < settings.mostWaiting()
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().voidItem().onItem().delayIt().by(BREATH).flatMap(later -> room());
    }

    /// When the change was committed.
    private static Instant at(ConsumerRecord<byte[], byte[]> record) {
        var time = record.headers().lastHeader("ce_time");
        return time == null ? Instant.ofEpochMilli(record.timestamp()) : Instant.parse(new String(time.value(), UTF_8));
    }
}
