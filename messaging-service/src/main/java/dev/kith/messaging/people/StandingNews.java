package dev.kith.messaging.people;

import dev.kith.contracts.event.NodeMessage;
import dev.kith.contracts.event.StandingChanged;
import dev.kith.messaging.delivery.NodeChannel;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.jboss.logging.Logger;

/// Has every node forget what it remembers of a pair, so that a block cuts at once. When Redis is away, what they
/// remember grows old in seconds.
@ApplicationScoped
public class StandingNews {
    private static final Logger LOG = Logger.getLogger(StandingNews.class);

    private final NodeChannel nodes;

    StandingNews(NodeChannel nodes) {
        this.nodes = nodes;
    }

    /// The same for all who may have to do with this user.
    Uni<Void> tellOfAll(long uid) {
        return tell(Set.of(new PairKey(uid, 0)));
    }

    /// Of how this owner stands to this peer.
    public Uni<Void> tellOf(long owner, long peer) {
        return tell(Set.of(new PairKey(owner, peer)));
    }

    Uni<Void> tell(Set<PairKey> pairs) {
        if (pairs.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var message = NodeMessage.newBuilder();
        for (var pair : pairs) {
            message.addStandings(
                    StandingChanged.newBuilder().setOwner(pair.owner()).setPeer(pair.peer()));
        }
        var news = message.build();
        return Uni.createFrom()
                .completionStage(() -> nodes.tellAll(news).toCompletionStage())
                .onFailure()
                .invoke(away -> LOG.warnf("other nodes were not told of changed standings: %s", away.toString()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
