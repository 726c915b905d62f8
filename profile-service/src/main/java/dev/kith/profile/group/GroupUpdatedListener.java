package dev.kith.profile.group;

import dev.kith.contracts.event.GroupUpdated;
import dev.kith.kit.event.Listening;
import dev.kith.kit.event.PoisonedRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Keeps what messaging-service says of groups: who is in them, and which role may change the profile.
@ApplicationScoped
class GroupUpdatedListener {
    private final GroupProjection groups;

    GroupUpdatedListener(GroupProjection groups) {
        this.groups = groups;
    }

    @Incoming("group.updated")
    Uni<Void> on(ConsumerRecord<byte[], byte[]> record) {
        return Listening.toCompacted(
                record, GroupUpdated.parser(), event -> event.map(this::updated).orElseGet(() -> ended(record.key())));
    }

    private Uni<Void> updated(GroupUpdated event) {
        return switch (event.getWhatCase()) {
            case STATE -> groups.state(event, event.getState());
            case MEMBER -> groups.member(event, event.getMember());
            case WHAT_NOT_SET -> throw new PoisonedRecord("neither a group nor a membership");
        };
    }

    private Uni<Void> ended(byte[] key) {
        var numbers = ByteBuffer.wrap(key);
        return switch (key.length) {
            case Long.BYTES -> groups.ended(numbers.getLong());
            case 2 * Long.BYTES -> groups.out(numbers.getLong(), numbers.getLong());
            default -> throw new PoisonedRecord("a key of neither a group nor a membership");
        };
    }
}
