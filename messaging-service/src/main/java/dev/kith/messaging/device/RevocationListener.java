package dev.kith.messaging.device;

import dev.kith.contracts.event.NodeMessage;
import dev.kith.contracts.event.SessionRevoked;
import dev.kith.kit.event.Listening;
import dev.kith.messaging.delivery.NodeChannel;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Signs devices out: remembers it first, then tells every node. So a device that says hello meanwhile either reads
/// the mark or is already among the sockets that are told. A mark is kept for a day, which is longer than any access
/// token lives; the device's block of ids can go to another from now on.
@ApplicationScoped
class RevocationListener {
    private static final Duration KEPT = Duration.ofDays(1);

    private final Pool pool;
    private final NodeChannel nodes;
    private final Clock clock;

    RevocationListener(Pool pool, NodeChannel nodes, Clock clock) {
        this.pool = pool;
        this.nodes = nodes;
        this.clock = clock;
    }

    @Incoming("session.revoked")
    Uni<Void> revoked(ConsumerRecord<byte[], byte[]> record) {
        return Listening.to(
                record, SessionRevoked.parser(), event -> remember(event).flatMap(done -> tell(event)));
    }

    private Uni<Void> remember(SessionRevoked event) {
        var at = Instant.ofEpochMilli(event.getRevokedAt()).atOffset(ZoneOffset.UTC);
        return pool.preparedQuery("with released as (update device_block set released_at = $3"
                        + " where uid = $1 and device = $2)"
                        + " insert into revoked_device (uid, device, revoked_at) values ($1, $2, $3)"
                        + " on conflict (uid, device) do update set revoked_at = excluded.revoked_at")
                .execute(Tuple.of(event.getUid(), event.getDevice(), at))
                .flatMap(remembered -> pool.preparedQuery("delete from revoked_device where revoked_at < $1")
                        .execute(Tuple.of(clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC))))
                .replaceWithVoid();
    }

    private Uni<Void> tell(SessionRevoked event) {
        var message = NodeMessage.newBuilder().addRevoked(event).build();
        return Uni.createFrom()
                .completionStage(() -> nodes.tellAll(message).toCompletionStage())
                .replaceWithVoid();
    }
}
