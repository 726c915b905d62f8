package dev.kith.presence.notice;

import dev.kith.kit.event.CloudEvent;
import dev.kith.kit.event.Event;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/// Puts notices on the topic `presence.notice`, from which messaging-service pushes them to who is connected.
@ApplicationScoped
class NoticePublisher {
    private static final int IN_FLIGHT = 64;

    private final MutinyEmitter<byte[]> log;
    private final Clock clock;
    private final String source;
    private final MeterRegistry meters;

    NoticePublisher(
            @Channel("presence.notice") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 4 * IN_FLIGHT)
                    MutinyEmitter<byte[]> log,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.name") String source,
            MeterRegistry meters) {
        this.log = log;
        this.clock = clock;
        this.source = source;
        this.meters = meters;
    }

    /// Completes when the log has them all; those of one subject are in the order of the calls, for a call is made
    /// when the one before has completed.
    Uni<Void> publish(List<Notice> notices) {
        return Multi.createFrom()
                .iterable(notices)
                .onItem()
                .transformToIterable(Notice::events)
                .onItem()
                .transformToUni(this::publish)
                .merge(IN_FLIGHT)
                .collect()
                .last()
                .invoke(() -> meters.counter("kith.presence.notices").increment(notices.size()))
                .replaceWithVoid();
    }

    private Uni<Void> publish(Event event) {
        return log.sendMessage(CloudEvent.message(event, UUID.randomUUID().toString(), source, clock.instant()));
    }
}
