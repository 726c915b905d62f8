package dev.kith.profile.fanout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.ProfileNotice;
import dev.kith.kit.event.CloudEvent;
import dev.kith.kit.event.Event;
import dev.kith.profile.state.ProfileState;
import dev.kith.profile.state.WireValue;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;

/// Puts notices on their topic. Without an outbox: a lost one is repaired by the next question for changes.
@ApplicationScoped
class Notices {
    /// Most recipients of one record; it stays below 10 KiB even with long values.
    private static final int MOST_RECIPIENTS = 1000;

    private final MutinyEmitter<byte[]> topic;
    private final Clock clock;
    private final String source;
    private final Counter published;
    private final DistributionSummary recipients;

    Notices(
            @Channel("profile.notice") MutinyEmitter<byte[]> topic,
            Clock clock,
            MeterRegistry meters,
            @ConfigProperty(name = "quarkus.application.name") String source) {
        this.topic = topic;
        this.clock = clock;
        this.source = source;
        this.published = meters.counter("kith.profile.notices");
        this.recipients = meters.summary("kith.profile.notice.recipients");
    }

    /// Tells these users, who all see the same, what they see of the subject now.
    ///
    /// @param order see [NoticeOrder]
    Uni<Void> publish(ProfileState subject, long order, Map<String, JsonNode> fields, List<Long> viewers) {
        var records = IntStream.iterate(0, from -> from < viewers.size(), from -> from + MOST_RECIPIENTS)
                .mapToObj(from -> viewers.subList(from, Math.min(viewers.size(), from + MOST_RECIPIENTS)))
                .map(some -> notice(subject, order, fields, some));
        return Multi.createFrom()
                .items(records)
                .onItem()
                .transformToUniAndConcatenate(this::send)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static ProfileNotice notice(
            ProfileState subject, long order, Map<String, JsonNode> fields, List<Long> viewers) {
        var notice = ProfileNotice.newBuilder()
                .setSubject(subject.uid())
                .setApp(subject.app())
                .setAddress(subject.address())
                .setVersion(subject.version())
                .setOrder(order)
                .addAllRecipients(viewers);
        fields.forEach((name, value) -> notice.putFields(name, WireValue.of(value)));
        return notice.build();
    }

    private Uni<Void> send(ProfileNotice notice) {
        published.increment();
        recipients.record(notice.getRecipientsCount());
        var event = Event.of(Topic.PROFILE_NOTICE, notice.getSubject(), notice);
        return topic.sendMessage(CloudEvent.message(event, UUID.randomUUID().toString(), source, clock.instant()));
    }
}
