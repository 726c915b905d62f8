package dev.kith.contacts.directory;

import dev.kith.contracts.event.UserLeft;
import dev.kith.kit.event.Listening;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Takes users out of the directory, with all that they stored here.
@ApplicationScoped
class UserLeftListener {
    private final Directory directory;

    UserLeftListener(Directory directory) {
        this.directory = directory;
    }

    @Incoming("user.left")
    Uni<Void> on(ConsumerRecord<byte[], byte[]> record) {
        return Listening.to(record, UserLeft.parser(), left -> directory.leave(left.getUid()));
    }
}
