package dev.kith.contacts.directory;

import dev.kith.contacts.number.Digests;
import dev.kith.contacts.number.ReadAddress;
import dev.kith.contracts.event.UserJoined;
import dev.kith.kit.event.Listening;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Puts users into the directory.
@ApplicationScoped
class UserJoinedListener {
    private final Directory directory;
    private final Digests digests;

    UserJoinedListener(Directory directory, Digests digests) {
        this.directory = directory;
        this.digests = digests;
    }

    @Incoming("user.joined")
    Uni<Void> on(ConsumerRecord<byte[], byte[]> record) {
        return Listening.toCompacted(record, UserJoined.parser(), this::apply);
    }

    /// The tombstone of a user needs nothing: `user.left` says the same, for good.
    private Uni<Void> apply(Optional<UserJoined> event) {
        return event.map(this::join).orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> join(UserJoined joined) {
        var address = canonical(joined.getAddress());
        return directory.join(new Newcomer(
                joined.getUid(),
                joined.getApp(),
                address,
                digests.ofApp(joined.getApp()).allOf(address),
                Discoverability.of(joined.getDiscoverability()),
                Math.max(joined.getUid(), joined.getRevision())));
    }

    /// What holders write has to lead to the same digest, whatever spelling the account was made under.
    private static String canonical(String announced) {
        return ReadAddress.of(announced, null) instanceof ReadAddress.Canonical read ? read.address() : announced;
    }
}
