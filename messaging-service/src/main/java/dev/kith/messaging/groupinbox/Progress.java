package dev.kith.messaging.groupinbox;

import dev.kith.contracts.event.GroupCounts;
import dev.kith.contracts.event.GroupRecord;
import dev.kith.contracts.event.InboxRecord;
import dev.kith.contracts.event.StatusRise;
import dev.kith.messaging.writer.RoundTrip;
import java.util.ArrayList;
import java.util.List;

/// Counts who has received and read what was said in groups. How far a member is only rises, and a message is counted
/// when they come past it; so whatever is said again counts nothing. Its sender is told the counts by the outbox of the
/// transaction that counts.
final class Progress {
    // As many as an acknowledgement looks back, and only what the sender asked for: flag 1 who has it, 2 who has read
    // it.
    static final String COUNT = "with said as materialized (select s.gid, s.uid, max(g.seq) as delivered,"
            + " coalesce(max(g.seq) filter (where s.is_read), 0) as read_up, max(s.at) as at"
            + " from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::boolean[], ?::bigint[])"
            + " as s(gid, uid, id, is_read, at) cross join lateral (select seq from group_message g"
            + " where g.gid = s.gid and g.id = s.id and g.seq > 0 offset 0) g group by s.gid, s.uid),"
            + " moved as (insert into group_progress as p (gid, uid, delivered, read_up)"
            + " select s.gid, s.uid, s.delivered, s.read_up from said s"
            + " join group_member m on m.gid = s.gid and m.uid = s.uid order by s.gid, s.uid"
            + " on conflict (gid, uid) do update set delivered = greatest(p.delivered, excluded.delivered),"
            + " read_up = greatest(p.read_up, excluded.read_up)"
            + " where excluded.delivered > p.delivered or excluded.read_up > p.read_up"
            + " returning new.gid, new.uid, coalesce(old.delivered, 0) as d0, new.delivered as d1,"
            + " coalesce(old.read_up, 0) as r0, new.read_up as r1),"
            + " passed as (select v.gid, g.id, count(*) filter (where g.flags & 1 <> 0 and g.seq > v.d0 and g.seq <= v.d1) as d,"
            + " count(*) filter (where g.flags & 2 <> 0 and g.seq > v.r0 and g.seq <= v.r1) as r"
            + " from moved v join group_member m on m.gid = v.gid and m.uid = v.uid"
            + " cross join lateral (select g.id, g.seq, g.flags from group_message g where g.gid = v.gid"
            + " and g.seq > 0 and g.seq > greatest(least(v.d0, v.r0), greatest(v.d1, v.r1) - 10000) and g.seq <= greatest(v.d1, v.r1)"
            + " and g.version >= m.since and g.flags & 3 <> 0 and g.id >> 32 <> v.uid offset 0) g group by v.gid, g.id)"
            + " update group_message g set delivered = g.delivered + c.d, read_by = g.read_by + c.r from passed c"
            + " where g.gid = c.gid and g.id = c.id and (c.d > 0 or c.r > 0)"
            + " returning g.id, g.recipients, g.delivered, g.read_by, (select max(at) from said)";

    private Progress() {}

    /// Has the trip count what the records say; what the senders are told of it is in `counts` when it has gone.
    static void count(RoundTrip trip, List<GroupRecord> records, List<InboxRecord> counts) {
        var said = new ArrayList<Said>();
        for (var record : records) {
            var progress = record.getProgress();
            for (long id : progress.getIdsList()) {
                boolean read = progress.getStatus() == StatusRise.Status.READ;
                said.add(new Said(record.getGroup(), progress.getUid(), id, read, progress.getAt()));
            }
        }
        if (said.isEmpty()) {
            return;
        }
        trip.add(COUNT)
                .with(said.stream().mapToLong(Said::group).toArray())
                .with(said.stream().mapToLong(Said::uid).toArray())
                .with(said.stream().mapToLong(Said::id).toArray())
                .with(said.stream().map(Said::read).toArray(Boolean[]::new))
                .with(said.stream().mapToLong(Said::at).toArray())
                .each(row -> counts.add(InboxRecord.newBuilder()
                        .setOwner(row.getLong(1) >>> Integer.SIZE)
                        .setCounts(GroupCounts.newBuilder()
                                .setId(row.getLong(1))
                                .setRecipients(row.getInt(2))
                                .setDelivered(row.getInt(3))
                                .setRead(row.getInt(4))
                                .setAt(row.getLong(5)))
                        .build()));
    }

    private record Said(long group, long uid, long id, boolean read, long at) {}
}
