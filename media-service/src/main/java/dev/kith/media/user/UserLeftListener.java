package dev.kith.media.user;

import dev.kith.contracts.event.UserLeft;
import dev.kith.kit.event.Listening;
import dev.kith.kit.event.PoisonedRecord;
import dev.kith.media.cleaning.Cleaning;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Erases what a user who left had here. From then on nobody has it, whatever reference they hold.
@ApplicationScoped
class UserLeftListener {
    private final Users users;
    private final Cleaning cleaning;

    UserLeftListener(Users users, Cleaning cleaning) {
        this.users = users;
        this.cleaning = cleaning;
    }

    @Incoming("user.left")
    Uni<Void> on(ConsumerRecord<byte[], byte[]> record) {
        return Listening.to(record, UserLeft.parser(), this::leave);
    }

    private Uni<Void> leave(UserLeft user) {
        if (user.getUid() <= 0) {
            throw new PoisonedRecord("nobody left");
        }
        return users.leave(user.getUid()).invoke(cleaning::wake);
    }
}
