package dev.kith.contacts.directory;

import dev.kith.contracts.BlockKinds;
import dev.kith.contracts.event.BlockKind;
import dev.kith.contracts.event.RelationshipUpdated;
import dev.kith.kit.event.Listening;
import dev.kith.kit.event.PoisonedRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Keeps who has blocked whom.
@ApplicationScoped
class RelationshipUpdatedListener {
    private final Blocks blocks;

    RelationshipUpdatedListener(Blocks blocks) {
        this.blocks = blocks;
    }

    @Incoming("relationship.updated")
    Uni<Void> on(ConsumerRecord<byte[], byte[]> record) {
        return Listening.toCompacted(record, RelationshipUpdated.parser(), event -> apply(record.key(), event));
    }

    private Uni<Void> apply(byte[] key, Optional<RelationshipUpdated> event) {
        if (key == null || key.length != 2 * Long.BYTES) {
            return Uni.createFrom().failure(new PoisonedRecord("the key is not (owner, peer)"));
        }
        var pair = ByteBuffer.wrap(key);
        return blocks.set(
                pair.getLong(),
                pair.getLong(),
                event.map(RelationshipUpdatedListener::hides).orElse(false));
    }

    private static boolean hides(RelationshipUpdated event) {
        return BlockKinds.has(BlockKinds.of(event), BlockKind.PROFILE);
    }
}
