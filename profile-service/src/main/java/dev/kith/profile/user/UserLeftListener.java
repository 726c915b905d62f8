package dev.kith.profile.user;

import dev.kith.contracts.event.UserLeft;
import dev.kith.kit.event.Listening;
import dev.kith.kit.event.PoisonedRecord;
import dev.kith.profile.fanout.Withdraw;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Erases who left, and tells the followers who are online.
@ApplicationScoped
class UserLeftListener {
    private final Users users;
    private final Withdraw withdraw;

    UserLeftListener(Users users, Withdraw withdraw) {
        this.users = users;
        this.withdraw = withdraw;
    }

    @Incoming("user.left")
    Uni<Void> on(ConsumerRecord<byte[], byte[]> record) {
        return Listening.toCompacted(
                record,
                UserLeft.parser(),
                event -> event.map(this::leave).orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> leave(UserLeft user) {
        if (user.getUid() <= 0) {
            throw new PoisonedRecord("nobody left");
        }
        return users.leave(user)
                .flatMap(departed -> departed.map(gone -> withdraw.from(gone.last(), gone.followers()))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }
}
