package dev.kith.messaging.groupinbox;

import com.google.protobuf.Parser;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.GroupRecord;
import dev.kith.kit.event.Event;
import dev.kith.messaging.writer.Claim;
import dev.kith.messaging.writer.LogIdentity;
import dev.kith.messaging.writer.LogRun;
import dev.kith.messaging.writer.LogWork;
import dev.kith.messaging.writer.WriterSettings;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/// What the groups' writer does with a batch.
@ApplicationScoped
class GroupWork implements LogWork<GroupRecord, GroupChange> {
    private static final Logger LOG = Logger.getLogger(GroupWork.class);

    private final GroupStore store;
    private final Departures departures;
    private final WriterSettings settings;
    private final AtomicLong lag = new AtomicLong();
    private final DistributionSummary batch;

    GroupWork(GroupStore store, Departures departures, WriterSettings settings, MeterRegistry registry) {
        this.store = store;
        this.departures = departures;
        this.settings = settings;
        registry.gauge("kith.group.inbox.lag", lag);
        batch = registry.summary("kith.group.inbox.batch.records");
    }

    @Override
    public Topic topic() {
        return Topic.GROUP_INBOX;
    }

    @Override
    public Parser<GroupRecord> parser() {
        return GroupRecord.parser();
    }

    @Override
    public byte[] key(GroupRecord record) {
        return Event.key(record.getGroup());
    }

    @Override
    public int weight(GroupRecord record) {
        return 1;
    }

    @Override
    public int most() {
        return settings.batch();
    }

    @Override
    public Stored<GroupChange> store(LogIdentity log, Collection<Claim> claims, List<LogRun<GroupRecord>> runs)
            throws SQLException {
        var stored = store.store(log, claims, runs);
        batch.record(LogRun.size(runs));
        return stored;
    }

    /// The inboxes' writers tell the members.
    @Override
    public void tell(GroupChange change) {
        departures
                .lookAgain(change.away().keySet())
                .onFailure(later -> LOG.debugf("who is back is found by a later look: %s", later.getMessage()));
    }

    @Override
    public void lag(long records) {
        lag.set(records);
    }
}
