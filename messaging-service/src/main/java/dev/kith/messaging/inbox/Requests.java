package dev.kith.messaging.inbox;

import dev.kith.contracts.event.InboxRecord;
import dev.kith.contracts.event.StoredMessage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;

/// Notes who asks to write to whom, with the message that asks. A batch without a request costs nothing here.
final class Requests {
    private static final String ASK = "insert into message_request (owner, peer, since)"
            + " select * from unnest(?::bigint[], ?::bigint[], ?::bigint[]) on conflict do nothing";

    private Requests() {}

    /// In the transaction of this connection; an answer that was given stays.
    static void note(Connection connection, InboxChange change) throws SQLException {
        var asking = change.inserted().values().stream()
                .map(InboxChange.Inserted::origin)
                .filter(origin -> origin.hasMessage() && origin.getMessage().getRequest())
                .sorted(Comparator.comparingLong(InboxRecord::getOwner)
                        .thenComparingLong(origin -> origin.getMessage().getSender()))
                .toList();
        if (asking.isEmpty()) {
            return;
        }
        try (var insert = connection.prepareStatement(ASK)) {
            insert.setObject(1, asking.stream().mapToLong(InboxRecord::getOwner).toArray());
            insert.setObject(
                    2,
                    messages(asking).stream()
                            .mapToLong(StoredMessage::getSender)
                            .toArray());
            insert.setObject(
                    3,
                    messages(asking).stream()
                            .mapToLong(StoredMessage::getAcceptedAt)
                            .toArray());
            insert.executeUpdate();
        }
    }

    private static List<StoredMessage> messages(List<InboxRecord> records) {
        return records.stream().map(InboxRecord::getMessage).toList();
    }
}
