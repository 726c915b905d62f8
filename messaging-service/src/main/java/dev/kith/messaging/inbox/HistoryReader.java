package dev.kith.messaging.inbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/// Reads messages from the newest to the oldest.
///
/// A page begins behind a place that never moves, so what comes in while pages are turned neither repeats nor hides
/// anything: it is newer than all of them.
@ApplicationScoped
public class HistoryReader {
    private static final String NEWEST_FIRST = "accepted_at desc, id desc";
    /// Neither deleted nor past a deadline, or its time, that nobody has looked at yet.
    private static final String LIVE = "m.deletion = 0 and coalesce(g.ended, 0) = 0 and not (expires_at <> 0"
            + " and expires_at <= extract(epoch from now()) * 1000 and kind = 2 and status = 10)"
            + " and not (m.disappear_at <> 0 and m.disappear_at <= extract(epoch from now()) * 1000)";

    private static final String OLDER = "owner = $2 and " + LIVE + " and (m.accepted_at, m.id) < ($3, $4)";

    static final String ALL = InboxReader.PAGE.formatted(OLDER + " and kind in (1, 2)", NEWEST_FIRST);
    static final String WITH_PEER =
            InboxReader.PAGE.formatted(OLDER + " and peer = $5 and kind in (1, 2)", NEWEST_FIRST);

    /// The ids first, out of the words alone; then the few rows.
    static final String FOUND = InboxReader.PAGE.formatted(
            "owner = $2 and " + LIVE + " and m.id = any(array(select w.id from message_words w where w.owner = $2"
                    + " and w.words @@ websearch_to_tsquery($5::text::regconfig, $6) and (w.accepted_at, w.id) < ($3, $4)"
                    + " and ($7::bigint = 0 or w.peer = $7) order by w.accepted_at desc, w.id desc limit $1 + 1))",
            NEWEST_FIRST);

    private final Pool pool;

    HistoryReader(Pool pool) {
        this.pool = pool;
    }

    /// Words that are looked for, as people type them into a search.
    ///
    /// @param language a text search configuration
    /// @param peer with whom; 0: with anybody
    public record Words(String language, String words, long peer) {}

    /// The owner's messages with everybody.
    public Future<InboxReader.Page> all(long owner, HistoryPlace before, int limit) {
        return pool.preparedQuery(ALL)
                .execute(Tuple.of(limit, owner, before.acceptedAt(), before.id()))
                .map(InboxReader::page);
    }

    /// The owner's messages with a peer, or in a group, which is a peer below 0.
    public Future<InboxReader.Page> withPeer(long owner, long peer, HistoryPlace before, int limit) {
        return pool.preparedQuery(WITH_PEER)
                .execute(Tuple.of(limit, owner, before.acceptedAt(), before.id(), peer))
                .map(InboxReader::page);
    }

    /// The owner's messages that have these words, of those that [WordIndex] has read.
    public Future<InboxReader.Page> found(long owner, Words words, HistoryPlace before, int limit) {
        return pool.preparedQuery(FOUND)
                .execute(Tuple.from(new Object[] {
                    limit, owner, before.acceptedAt(), before.id(), words.language(), words.words(), words.peer()
                }))
                .map(InboxReader::page);
    }
}
