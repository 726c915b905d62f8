package dev.kith.messaging.inbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/// Knows the words of the messages of those who search.
///
/// Nobody reads words while messages are stored: a search first reads what has changed since the last one of
/// its owner. So messages cost the same whether or not they will ever be searched, and a search finds all that
/// was stored before it. Of an inbox that is searched for the first time it reads a part at a time, the oldest
/// first.
@ApplicationScoped
public class WordIndex {
    /// Rows of one transaction: some tens of milliseconds.
    static final int PIECE = 2_000;

    /// Pieces that one search waits for, about two seconds.
    static final int PIECES = 15;

    private static final String BEHIND = """
            select coalesce(r.search_language, 'simple')::text as language,
                   coalesce(h.head, 0) > coalesce(s.indexed_seq, 0)
                   or coalesce(s.language <> coalesce(r.search_language, 'simple'), false) as behind
              from (select 1) one
              left join app_rules r on r.app = $2
              left join inbox_head h on h.owner = $1
              left join search_state s on s.owner = $1""";

    /// Holds the owner's state, so that two searches take turns. Another language: from the beginning.
    private static final String TAKE = """
            insert into search_state as s (owner, language, indexed_seq) values ($1, $2::text::regconfig, 0)
            on conflict (owner) do update
               set language = excluded.language,
                   indexed_seq = case when s.language = excluded.language then s.indexed_seq else 0 end
            returning indexed_seq, coalesce((select head from inbox_head where owner = $1), 0) as head""";

    // The rows are held, or what is deleted at this moment would leave its words behind.
    private static final String READ_PIECE = """
            with due as (select m.id, m.peer, m.kind, m.accepted_at, m.changed_seq, coalesce(m.body, g.body) as body
                           from message m left join lateral (
                                select body from group_message where gid = -m.peer and id = m.id
                                   and m.peer < 0 and m.kind <> 4 and m.deletion = 0 offset 0) g on true
                          where m.owner = $1 and m.changed_seq > $3
                          order by m.changed_seq limit $4 for key share of m),
                 put as (insert into message_words (owner, id, peer, accepted_at, words)
                         select $1, id, peer, accepted_at, to_tsvector($2::text::regconfig, body)
                           from due where body is not null and kind in (1, 2) order by id
                         on conflict (owner, id) do update set words = excluded.words),
                 cut as (delete from message_words w using due
                          where w.owner = $1 and w.id = due.id and due.body is null)
            update search_state s
               set indexed_seq = case when piece.rows < $4 then greatest(piece.last, s.indexed_seq, $5) else piece.last end
              from (select count(*) as rows, coalesce(max(changed_seq), 0) as last from due) piece
             where s.owner = $1 returning piece.rows""";

    private final Pool pool;

    WordIndex(Pool pool) {
        this.pool = pool;
    }

    /// What can be found.
    ///
    /// @param language by whose words
    /// @param whole everything; otherwise the newest messages are still to be read, by the next search
    public record Findable(String language, boolean whole) {}

    /// By what language the owner's messages are searched.
    public Future<Findable> asItIs(long owner, String app) {
        return ask(owner, app).map(known -> new Findable(known.language(), true));
    }

    /// Reads what the owner's index does not have yet.
    public Future<Findable> upToDate(long owner, String app) {
        return ask(owner, app)
                .compose(known -> known.whole()
                        ? Future.succeededFuture(known)
                        : read(owner, known.language(), PIECES).map(whole -> new Findable(known.language(), whole)));
    }

    private Future<Findable> ask(long owner, String app) {
        return pool.preparedQuery(BEHIND).execute(Tuple.of(owner, app)).map(rows -> {
            var row = rows.iterator().next();
            return new Findable(row.getString("language"), !row.getBoolean("behind"));
        });
    }

    private Future<Boolean> read(long owner, String language, int pieces) {
        if (pieces == 0) {
            return Future.succeededFuture(false);
        }
        return pool.withTransaction(transaction -> readPiece(transaction, owner, language))
                .compose(last ->
                        Boolean.TRUE.equals(last) ? Future.succeededFuture(true) : read(owner, language, pieces - 1));
    }

    /// Whether this was the last one.
    private static Future<Boolean> readPiece(SqlConnection transaction, long owner, String language) {
        return transaction
                .preparedQuery(TAKE)
                .execute(Tuple.of(owner, language))
                .map(rows -> rows.iterator().next())
                .compose(taken -> transaction
                        .preparedQuery(READ_PIECE)
                        .execute(Tuple.of(
                                owner, language, taken.getLong("indexed_seq"), (long) PIECE, taken.getLong("head"))))
                .map(rows -> rows.iterator().next().getLong(0) < PIECE);
    }
}
