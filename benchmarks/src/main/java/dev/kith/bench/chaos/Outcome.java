package dev.kith.bench.chaos;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.ContactJoined;
import dev.kith.local.stack.Part;
import dev.kith.local.testing.LocalStack;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a run left in the tables and topics, in words that are the same for every run. Each line with how often it
/// stands there.
///
/// A notice counts once however often it was published: its event keeps its id, by which those who read it know it
/// again.
record Outcome(SortedMap<String, Integer> lines) {
    static Outcome of(LocalStack stack, Cast cast) throws SQLException {
        var reading = new Reading(cast);
        try (var contacts = stack.database(Part.CONTACTS)) {
            reading.books(contacts);
            reading.entries(contacts);
        }
        try (var profile = stack.database(Part.PROFILE)) {
            reading.relationships(profile);
        }
        try (var messaging = stack.database(Part.MESSAGING)) {
            reading.inboxes(messaging);
        }
        reading.notices(stack);
        return new Outcome(reading.lines);
    }

    /// How this one differs from another; empty: not at all.
    List<String> differencesFrom(Outcome other) {
        var all = new TreeMap<>(lines);
        all.putAll(other.lines);
        var differences = new ArrayList<String>();
        for (var line : all.keySet()) {
            int here = lines.getOrDefault(line, 0);
            int there = other.lines.getOrDefault(line, 0);
            if (here != there) {
                differences.add(line + ": " + here + " times, should be " + there);
            }
        }
        return differences;
    }

    private static final class Reading {
        private final SortedMap<String, Integer> lines = new TreeMap<>();
        private final Cast cast;

        Reading(Cast cast) {
            this.cast = cast;
        }

        private interface Line {
            String of(ResultSet row) throws SQLException;
        }

        private void add(String line) {
            lines.merge(line, 1, Integer::sum);
        }

        private void query(Connection connection, String sql, Line line) throws SQLException {
            try (var query = connection.prepareStatement(sql)) {
                query.setArray(1, connection.createArrayOf("bigint", cast.uids().toArray()));
                try (var rows = query.executeQuery()) {
                    while (rows.next()) {
                        add(line.of(rows));
                    }
                }
            }
        }

        void books(Connection contacts) throws SQLException {
            query(
                    contacts,
                    "select b.owner, b.version, b.entries, b.pending, b.checksum = (select bit_xor(tag) from"
                            + " phone_book p where p.owner = b.owner) as sound from book b where b.owner = any(?)",
                    row -> "book of %s: version %d, %d entries, %d pending, checksum %s"
                            .formatted(
                                    cast.name(row.getLong("owner")),
                                    row.getLong("version"),
                                    row.getInt("entries"),
                                    row.getInt("pending"),
                                    row.getBoolean("sound") ? "sound" : "wrong"));
        }

        void entries(Connection contacts) throws SQLException {
            var numbers = cast.numbers();
            query(
                    contacts,
                    "select owner, digest, levels, subscribed, notified from phone_book where owner = any(?)",
                    row -> "entry of %s: %s, levels %d, subscribed %s, told of %s"
                            .formatted(
                                    cast.name(row.getLong("owner")),
                                    numbers.get(row.getObject("digest", java.util.UUID.class)),
                                    row.getInt("levels"),
                                    row.getBoolean("subscribed"),
                                    cast.name(row.getLong("notified"))));
        }

        void relationships(Connection profile) throws SQLException {
            query(
                    profile,
                    "select owner, peer, levels, subscribed, block_kinds from relationship where owner = any(?)",
                    row -> "%s grants %s levels %d, subscribed %s, blocks %d"
                            .formatted(
                                    cast.name(row.getLong("owner")),
                                    cast.name(row.getLong("peer")),
                                    row.getInt("levels"),
                                    row.getBoolean("subscribed"),
                                    row.getInt("block_kinds")));
        }

        void inboxes(Connection messaging) throws SQLException {
            query(
                    messaging,
                    "select owner, peer from message where kind = 3 and owner = any(?)",
                    row -> "inbox of %s: %s joined"
                            .formatted(cast.name(row.getLong("owner")), cast.name(row.getLong("peer"))));
        }

        void notices(LocalStack stack) {
            var known = new HashSet<String>();
            for (var record : stack.events().all(Topic.CONTACT_JOINED)) {
                var notice = parse(record.value());
                var id = new String(
                        Objects.requireNonNull(record.headers().lastHeader("ce_id"))
                                .value(),
                        StandardCharsets.UTF_8);
                if (notice.getApp().equals(cast.app()) && known.add(id)) {
                    add("%s is told that %s joined"
                            .formatted(cast.name(notice.getRecipient()), cast.name(notice.getJoiner())));
                }
            }
        }

        private static ContactJoined parse(byte[] value) {
            try {
                return ContactJoined.parseFrom(value);
            } catch (InvalidProtocolBufferException unreadable) {
                throw new IllegalStateException(unreadable);
            }
        }
    }
}
