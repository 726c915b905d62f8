package dev.kith.messaging.writer;

import com.google.protobuf.MessageLite;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;

/// Makes the writers of logs.
@ApplicationScoped
public class Writers {
    private final LogConsumers consumers;
    private final Claims claims;
    private final PoisonedRecords poisoned;
    private final WriterSettings settings;

    Writers(LogConsumers consumers, Claims claims, PoisonedRecords poisoned, WriterSettings settings) {
        this.consumers = consumers;
        this.claims = claims;
        this.poisoned = poisoned;
        this.settings = settings;
    }

    /// A writer that is not started yet.
    public <R extends MessageLite, C> WriterLoop<R, C> writer(LogWork<R, C> work) {
        return new WriterLoop<>(this, work);
    }

    <R extends MessageLite, C> WriterShare<R, C> share(
            LogIdentity log, Consumer<byte[], byte[]> consumer, LogWork<R, C> work) {
        return new WriterShare<>(log, consumer, claims, work, poisoned, settings.retry());
    }

    LogConsumers consumers() {
        return consumers;
    }

    Claims claims() {
        return claims;
    }

    Duration retry() {
        return settings.retry();
    }
}
