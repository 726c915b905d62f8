package dev.kith.messaging.testing;

import dev.kith.local.stack.Part;
import dev.kith.local.testing.Plan;
import dev.kith.local.testing.SharedStack;
import java.sql.SQLException;

/// An inbox that is filled as the writer would fill it, without the log.
public record Mailbox(TestUser owner) {

    /// Received messages: so many peers with so many messages each, by turns, the newest first of all at
    /// `newest`. Every one is unread, and says the words.
    public void receive(int peers, int each, long newest, String words) {
        TestUser.execute("""
                insert into message (owner, id, peer, peer_address, kind, status, changed_seq, accepted_at, flags, type, body,
                                     reply_to, content_hash)
                select ?, (p << 32) + 1048576 + seq, p, 'peer-' || p || '@kith.test', 2, 10, seq, ? - n, 0, '', ? || ' ' || n, 0, 0
                  from (select n, 1000000::bigint + n % ? as p,
                               coalesce((select head from inbox_head where owner = ?), 0) + n + 1 as seq
                          from generate_series(0, ? * ? - 1) n) n""", owner.uid(), newest, words, peers, owner.uid(), peers, each);
        TestUser.execute(
                "insert into conversation select distinct owner, peer, 1 from message where owner = ? on conflict do nothing",
                owner.uid());
        TestUser.execute(
                "insert into inbox_head select owner, max(changed_seq) from message where owner = ? group by owner"
                        + " on conflict (owner) do update set head = excluded.head",
                owner.uid());
    }

    /// A group with this member, and others whose uids follow, each with a message of it that nobody has read. Its
    /// number.
    public static long inGroup(String app, long member, int size, String words) {
        return TestUser.number("""
                with g as (insert into group_state (app, kind, members, may_send, may_add, may_remove, may_profile, may_see)
                           values (?, 1, ?, 1, 1, 1, 1, 1) returning gid),
                     f as (insert into group_forgotten (gid, app) select gid, ? from g),
                     m as (insert into group_member (gid, uid, role, since)
                           select gid, ? + n, 1, 1 from g, generate_series(0, ? - 1) n),
                     t as (insert into group_message (gid, id, seq, refusal, version, recipients, sender_address, accepted_at,
                                                      flags, type, body, reply_to, content_hash)
                           select gid, n + 1, n + 1, 0, 1, 1, 'someone@kith.test', 1000 + n, 0, '', ? || ' ' || n, 0, 0
                             from g, generate_series(0, ? - 1) n),
                     i as (insert into message (owner, id, peer, peer_address, kind, status, changed_seq, accepted_at, flags,
                                                type, reply_to, content_hash)
                           select ? + n, n + 1, -gid, 'someone@kith.test', 2, 10, 1, 1000 + n, 0, '', 0, 0
                             from g, generate_series(0, ? - 1) n),
                     h as (insert into inbox_head select ? + n, 1 from generate_series(0, ? - 1) n)
                select gid from g""", app, size, app, member, size, words, size, member, size, member, size);
    }

    /// How PostgreSQL would answer this question, once it knows the tables.
    public static Plan plan(String question, Object... parameters) {
        try (var connection = SharedStack.get().database(Part.MESSAGING);
                var statement = connection.createStatement()) {
            statement.execute("analyze");
            var sql = question;
            for (int i = parameters.length; i > 0; i--) {
                sql = sql.replace("$" + i, literal(parameters[i - 1]));
            }
            try (var explain =
                    connection.prepareStatement("explain (analyze, costs off, timing off, summary off) " + sql)) {
                return Plan.of(explain);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String literal(Object value) {
        return value instanceof String text ? "'" + text + "'" : value.toString();
    }
}
