package dev.kith.profile.following;

import dev.kith.contracts.event.ConversationBegun;
import dev.kith.kit.event.Listening;
import dev.kith.kit.event.PoisonedRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Hears who wrote to whom for the first time.
@ApplicationScoped
class ConversationListener {
    private final Following following;

    ConversationListener(Following following) {
        this.following = following;
    }

    @Incoming("conversation.begun")
    Uni<Void> on(ConsumerRecord<byte[], byte[]> record) {
        return Listening.to(record, ConversationBegun.parser(), this::apply);
    }

    private Uni<Void> apply(ConversationBegun event) {
        if (event.getOwner() <= 0 || event.getPeer() <= 0 || event.getOwner() == event.getPeer()) {
            throw new PoisonedRecord("a conversation of nobody");
        }
        return switch (event.getSide()) {
            case RECEIVED -> following.meet(event.getOwner(), event.getPeer());
            case SENT -> following.takePart(event.getOwner(), event.getPeer());
            case SIDE_UNSPECIFIED, UNRECOGNIZED -> throw new PoisonedRecord("a side that there is not");
        };
    }
}
