package dev.kith.messaging.post;

import dev.kith.kit.start.WhenStopping;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/// Forgets the keys of calls that nobody repeats any more. A round takes as many as calls of an app make in its time;
/// what two nodes do at once is done once.
@ApplicationScoped
class ForgetKeys {
    private final MessageKeys keys;
    private final Clock clock;
    private final PostSettings settings;

    ForgetKeys(MessageKeys keys, Clock clock, PostSettings settings) {
        this.keys = keys;
        this.clock = clock;
        this.settings = settings;
    }

    @Scheduled(
            every = "${kith.message-keys.forget-round}",
            delayed = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = WhenStopping.class)
    Uni<Void> round() {
        long before = clock.millis() - settings.keyLife().toMillis();
        return Uni.createFrom()
                .completionStage(() -> keys.forget(before).toCompletionStage())
                .replaceWithVoid();
    }
}
