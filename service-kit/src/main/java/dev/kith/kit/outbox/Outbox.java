package dev.kith.kit.outbox;

import dev.kith.kit.event.Event;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/// Where a transaction leaves its events: they are published if, and only if, it commits.
///
/// Published at least once, in the order of commit for each key that is written under a lock of its own row. Call
/// [#committed()] after the transaction so that they leave at once; without it they leave with the next poll.
@ApplicationScoped
@IfBuildProperty(name = "kith.outbox", stringValue = "true")
public class Outbox {
    private static final String INSERT = "insert into outbox (topic, key, value, type)"
            + " select * from unnest($1::text[], $2::bytea[], $3::bytea[], $4::text[])";

    private final OutboxRelay relay;

    Outbox(OutboxRelay relay) {
        this.relay = relay;
    }

    /// Leaves events in the transaction of this connection, in one statement.
    public Uni<Void> add(SqlConnection transaction, List<Event> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery(INSERT)
                .execute(Tuple.of(
                        events.stream().map(e -> e.topic().topicName()).toArray(String[]::new),
                        events.stream().map(e -> buffer(e.key())).toArray(io.vertx.core.buffer.Buffer[]::new),
                        events.stream().map(e -> buffer(e.value())).toArray(io.vertx.core.buffer.Buffer[]::new),
                        events.stream().map(Event::type).toArray(String[]::new)))
                .replaceWithVoid();
    }

    /// Leaves one event in the transaction of this session.
    public Uni<Void> add(Mutiny.Session session, Event event) {
        return session.createNativeQuery("insert into outbox (topic, key, value, type) values (?1, ?2, ?3, ?4)")
                .setParameter(1, event.topic().topicName())
                .setParameter(2, event.key())
                .setParameter(3, event.value())
                .setParameter(4, event.type())
                .executeUpdate()
                .replaceWithVoid();
    }

    /// Says that a transaction with events has committed. Cheap, never blocks, any thread.
    public void committed() {
        relay.wake();
    }

    private static io.vertx.core.buffer.@org.jspecify.annotations.Nullable Buffer buffer(
            byte @org.jspecify.annotations.Nullable [] bytes) {
        return bytes == null ? null : io.vertx.core.buffer.Buffer.buffer(bytes);
    }
}
