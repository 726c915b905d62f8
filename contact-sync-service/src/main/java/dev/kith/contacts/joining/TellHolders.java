package dev.kith.contacts.joining;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.ContactJoined;
import dev.kith.contracts.event.ContactsMatched;
import dev.kith.contracts.event.MatchedPeer;
import dev.kith.kit.event.Event;
import dev.kith.kit.outbox.Outbox;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells the next chunk of holders about a user whom they may now find.
///
/// A chunk is one transaction: the marks on the entries, the events, and the job's cursor. So a holder is told
/// once for each user, whatever is repeated, however many nodes work, and wherever one is killed. A holder
/// whose own sync has already named the user carries the mark and hears nothing. Of a move no entry keeps a
/// mark: the job is made once for each, and its cursor makes it once for each holder.
@ApplicationScoped
class TellHolders {
    private final Pool pool;
    private final JoinJobRepository jobs;
    private final Outbox outbox;
    private final JoiningConfiguration configuration;
    private final Clock clock;
    private final Counter notices;

    TellHolders(
            Pool pool,
            JoinJobRepository jobs,
            Outbox outbox,
            JoiningConfiguration configuration,
            Clock clock,
            MeterRegistry metrics) {
        this.pool = pool;
        this.jobs = jobs;
        this.outbox = outbox;
        this.configuration = configuration;
        this.clock = clock;
        this.notices = metrics.counter("kith.contacts.notices");
    }

    /// Whether there was a job to work on.
    Uni<Boolean> nextChunk() {
        return pool.withTransaction(this::chunk).invoke(outbox::committed);
    }

    private Uni<Boolean> chunk(SqlConnection transaction) {
        return jobs.take(transaction).flatMap(job -> work(transaction, job));
    }

    private Uni<Boolean> work(SqlConnection transaction, Optional<Row> taken) {
        if (taken.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        var row = taken.get();
        return (JoinJob.isLive(row) ? tell(transaction, JoinJob.of(row)) : jobs.delete(transaction, row.getLong("id")))
                .replaceWith(true);
    }

    private Uni<Void> tell(SqlConnection transaction, JoinJob job) {
        return jobs.holders(transaction, job, configuration.chunk())
                .call(holders -> tellUntold(transaction, job, holders))
                .flatMap(holders -> holders.size() < configuration.chunk()
                        ? jobs.delete(transaction, job.id())
                        : jobs.moveTo(transaction, job.id(), holders.getLast().uid()));
    }

    private Uni<Void> tellUntold(SqlConnection transaction, JoinJob job, List<JoinJobRepository.Candidate> holders) {
        var untold = holders.stream()
                .filter(JoinJobRepository.Candidate::untold)
                .map(JoinJobRepository.Candidate::uid)
                .toArray(Long[]::new);
        if (untold.length == 0) {
            return Uni.createFrom().voidItem();
        }
        var move = job.move();
        if (move != null) {
            notices.increment(untold.length);
            return outbox.add(transaction, moved(job, move, untold));
        }
        return jobs.mark(transaction, job, untold)
                .invoke(told -> notices.increment(told.size()))
                .flatMap(told -> outbox.add(transaction, events(job, told)));
    }

    private List<Event> events(JoinJob job, List<Holder> told) {
        var events = new ArrayList<Event>(2 * told.size());
        long now = clock.millis();
        for (var holder : told) {
            events.add(Event.of(Topic.CONTACTS_MATCHED, holder.uid(), takesEffect(job, holder)));
            events.add(Event.of(Topic.CONTACT_JOINED, holder.uid(), joined(job, holder.uid(), now)));
        }
        return events;
    }

    /// The grant that waited in the entry for its address to be a user's. It adds: it must lower nothing that
    /// the owner granted by hand.
    private static ContactsMatched takesEffect(JoinJob job, Holder holder) {
        return ContactsMatched.newBuilder()
                .setOwner(holder.uid())
                .setApp(job.app())
                .setBookVersion(holder.bookVersion())
                .setPart(holder.part())
                .setMode(ContactsMatched.Mode.MERGE)
                .addPeers(MatchedPeer.newBuilder().setUid(job.uid()).setLevels(holder.levels()))
                .setSubscribe(holder.subscribed())
                .build();
    }

    /// Nothing is granted by a move: what people granted each other goes by uid, and stays.
    private List<Event> moved(JoinJob job, JoinJobs.Move move, Long[] holders) {
        var events = new ArrayList<Event>(holders.length);
        long now = clock.millis();
        for (var holder : holders) {
            var moved = joined(job, holder, now).toBuilder()
                    .setMovedFrom(move.from())
                    .setMove(move.revision())
                    .build();
            events.add(Event.of(Topic.CONTACT_JOINED, holder, moved));
        }
        return events;
    }

    private static ContactJoined joined(JoinJob job, long recipient, long at) {
        return ContactJoined.newBuilder()
                .setRecipient(recipient)
                .setApp(job.app())
                .setJoiner(job.uid())
                .setAddress(job.address())
                .setAt(at)
                .build();
    }
}
