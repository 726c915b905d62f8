package dev.kith.contacts.directory;

import dev.kith.contacts.directory.Blocks.Block;
import dev.kith.contracts.BlockKinds;
import dev.kith.contracts.event.BlockKind;
import dev.kith.contracts.event.RelationshipUpdated;
import dev.kith.kit.event.DeadLetters;
import dev.kith.kit.event.Listening;
import dev.kith.kit.event.PoisonedRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Keeps who hides from whom by a block. A synced phone book makes hundreds of relationships at once, so they are
/// taken in batches.
@ApplicationScoped
class RelationshipUpdatedListener {
    private final Blocks blocks;
    private final DeadLetters deadLetters;

    RelationshipUpdatedListener(Blocks blocks, DeadLetters deadLetters) {
        this.blocks = blocks;
        this.deadLetters = deadLetters;
    }

    @Incoming("relationship.updated")
    Uni<Void> on(ConsumerRecords<byte[], byte[]> records) {
        return Listening.toMany(records, RelationshipUpdatedListener::block, blocks::apply, deadLetters);
    }

    /// A tombstone ends whatever was.
    private static Block block(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.key().length != 2 * Long.BYTES) {
            throw new PoisonedRecord("the key is not (owner, peer)");
        }
        var pair = ByteBuffer.wrap(record.key());
        var state = Listening.readCompacted(record, RelationshipUpdated.parser());
        return new Block(
                pair.getLong(),
                pair.getLong(),
                state.map(BlockKinds::of)
                        .filter(kinds -> BlockKinds.has(kinds, BlockKind.PROFILE))
                        .isPresent());
    }
}
