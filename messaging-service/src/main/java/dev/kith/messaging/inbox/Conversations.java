package dev.kith.messaging.inbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.ConversationBegun;
import dev.kith.contracts.event.ConversationBegun.Side;
import dev.kith.kit.event.Event;
import dev.kith.messaging.writer.Announcements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Announces the first message of each side of a conversation, once in effect: the row and the event commit with the
/// message.
///
/// Which sides have begun is remembered, so that a batch of messages between people who know each other costs nothing.
/// For the writer's thread.
final class Conversations {
    /// Some megabytes; who falls out is looked up.
    private static final int MOST_REMEMBERED = 100_000;

    private static final String BEGIN = "insert into conversation as c (owner, peer, sides)"
            + " select s.owner, s.peer, s.sides from unnest(?::bigint[], ?::bigint[], ?::int[]) as s(owner, peer, sides)"
            + " left join lateral (select k.sides from conversation k where k.owner = s.owner and k.peer = s.peer offset 0)"
            + " k on true where s.sides & ~coalesce(k.sides, 0) <> 0 order by s.owner, s.peer"
            + " on conflict (owner, peer) do update set sides = c.sides | excluded.sides"
            + " returning new.owner, new.peer, new.sides & ~coalesce(old.sides, 0::smallint) as begun";

    private final Cache<Between, Integer> begun =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    private record Between(long owner, long peer) implements Comparable<Between> {
        @Override
        public int compareTo(Between other) {
            int byOwner = Long.compare(owner, other.owner);
            return byOwner != 0 ? byOwner : Long.compare(peer, other.peer);
        }
    }

    private record Said(String app, int sides, long at) {
        Said with(Said other) {
            return new Said(app, sides | other.sides, Math.min(at, other.at));
        }
    }

    /// What a batch had of conversations, to be remembered when it is committed.
    static final class Noted {
        private final Map<Between, Said> said;
        private final boolean news;

        private Noted(Map<Between, Said> said, boolean news) {
            this.said = said;
            this.news = news;
        }

        /// Whether there is an event to be published.
        boolean isNews() {
            return news;
        }
    }

    /// Stores and announces, in the transaction of this connection, what has begun with this change.
    Noted note(Connection connection, InboxChange change) throws SQLException {
        var said = new TreeMap<Between, Said>();
        change.inserted().values().forEach(inserted -> {
            var origin = inserted.origin();
            // A request opens nothing: what it begins, begins when it is accepted.
            if (origin.hasMessage()
                    && origin.getMessage().getGroup() == 0
                    && !origin.getMessage().getRequest()) {
                boolean sent = origin.getOwner() == origin.getMessage().getSender();
                var message = origin.getMessage();
                said.merge(
                        new Between(origin.getOwner(), sent ? message.getRecipient() : message.getSender()),
                        new Said(
                                origin.getApp(), sent ? Side.SENT_VALUE : Side.RECEIVED_VALUE, message.getAcceptedAt()),
                        Said::with);
            }
        });
        said.entrySet().removeIf(one -> isKnown(one.getKey(), one.getValue().sides()));
        return new Noted(said, !said.isEmpty() && Announcements.leave(connection, begin(connection, said)));
    }

    /// Remembers what a committed batch has begun.
    void remember(Noted noted) {
        noted.said.forEach((between, said) -> begun.asMap().merge(between, said.sides(), (a, b) -> a | b));
    }

    private boolean isKnown(Between between, int sides) {
        var known = begun.getIfPresent(between);
        return known != null && (sides & ~known) == 0;
    }

    private static List<Event> begin(Connection connection, Map<Between, Said> said) throws SQLException {
        var events = new ArrayList<Event>();
        try (var insert = connection.prepareStatement(BEGIN)) {
            insert.setObject(1, said.keySet().stream().mapToLong(Between::owner).toArray());
            insert.setObject(2, said.keySet().stream().mapToLong(Between::peer).toArray());
            insert.setObject(3, said.values().stream().mapToInt(Said::sides).toArray());
            try (var rows = insert.executeQuery()) {
                while (rows.next()) {
                    var between = new Between(rows.getLong(1), rows.getLong(2));
                    for (var side : List.of(Side.RECEIVED, Side.SENT)) {
                        var of = said.get(between);
                        if (of != null && (rows.getInt(3) & side.getNumber()) != 0) {
                            events.add(event(between, of, side));
                        }
                    }
                }
            }
        }
        return events;
    }

    private static Event event(Between between, Said said, Side side) {
        return Event.of(
                Topic.CONVERSATION_BEGUN,
                between.owner(),
                ConversationBegun.newBuilder()
                        .setOwner(between.owner())
                        .setApp(said.app())
                        .setPeer(between.peer())
                        .setSide(side)
                        .setAt(said.at())
                        .build());
    }
}
