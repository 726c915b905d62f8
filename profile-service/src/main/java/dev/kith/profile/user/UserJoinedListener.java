package dev.kith.profile.user;

import dev.kith.contracts.event.UserJoined;
import dev.kith.kit.event.Listening;
import dev.kith.kit.event.PoisonedRecord;
import dev.kith.profile.fanout.Withdraw;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Gives a profile to who joins, and the new address to who moves.
@ApplicationScoped
class UserJoinedListener {
    private final Users users;
    private final Withdraw withdraw;

    UserJoinedListener(Users users, Withdraw withdraw) {
        this.users = users;
        this.withdraw = withdraw;
    }

    // A tombstone says nothing here: who leaves is announced on user.left.
    @Incoming("user.joined")
    Uni<Void> on(ConsumerRecord<byte[], byte[]> record) {
        return Listening.toCompacted(
                record,
                UserJoined.parser(),
                event -> event.map(this::join).orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> join(UserJoined user) {
        if (user.getUid() <= 0 || user.getApp().isEmpty() || user.getAddress().isEmpty()) {
            throw new PoisonedRecord("a user without uid, app or address");
        }
        return users.join(user)
                .flatMap(moved -> moved.map(from -> withdraw.from(from.last(), from.followers()))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }
}
