package dev.kith.bench.away;

import dev.kith.contracts.socket.MessageStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Fills an inbox as if its owner had been away for long: many messages of several people in turns, none read.
/// Straight into the tables of messaging-service, which its writer would fill in the same way, only slower.
public final class FullInbox {
    private static final String MESSAGES = """
            insert into message (owner, id, peer, peer_address, kind, status, changed_seq, first_seq, accepted_at, flags,
                type, body, reply_to, content_hash)
            select ?, (p.uid << 32) | i, p.uid, p.address, 2, ?, i, i, ? + i, 0, '', rpad('message ' || i, ?, '.'), 0, 0
            from generate_series(1, ?) i
            join unnest(?, ?) with ordinality p(uid, address, number) on p.number = 1 + i % ?""";
    private static final String CONVERSATIONS =
            "insert into conversation (owner, peer, sides) select ?, uid, 1 from unnest(?) uid on conflict do nothing";
    private static final String HEAD = "insert into inbox_head (owner, head) values (?, ?)"
            + " on conflict (owner) do update set head = excluded.head";
    private static final long A_DAY_MILLIS = 86_400_000;
    private static final int BODY = 200;

    private final Connection database;

    public FullInbox(Connection database) {
        this.database = database;
    }

    /// Of whom messages come.
    public record Writer(long uid, String address) {}

    /// Gives the owner so many unread messages of these people.
    ///
    /// @param owner has received nothing yet
    public void fill(long owner, List<Writer> writers, int messages) throws SQLException {
        var uids = database.createArrayOf(
                "bigint", writers.stream().map(Writer::uid).toArray());
        var addresses = database.createArrayOf(
                "text", writers.stream().map(Writer::address).toArray());
        database.setAutoCommit(false);
        try (var rows = database.prepareStatement(MESSAGES);
                var conversations = database.prepareStatement(CONVERSATIONS);
                var head = database.prepareStatement(HEAD);
                var settled = database.createStatement()) {
            rows.setLong(1, owner);
            rows.setInt(2, MessageStatus.RECEIVED_NEW_VALUE);
            rows.setLong(3, System.currentTimeMillis() - A_DAY_MILLIS);
            rows.setInt(4, BODY);
            rows.setInt(5, messages);
            rows.setArray(6, uids);
            rows.setArray(7, addresses);
            rows.setInt(8, writers.size());
            rows.executeUpdate();
            conversations.setLong(1, owner);
            conversations.setArray(2, uids);
            conversations.executeUpdate();
            head.setLong(1, owner);
            head.setLong(2, messages);
            head.executeUpdate();
            database.commit();
            database.setAutoCommit(true);
            settled.execute("vacuum analyze message");
        }
    }
}
