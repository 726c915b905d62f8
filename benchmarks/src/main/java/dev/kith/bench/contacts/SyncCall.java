package dev.kith.bench.contacts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.bench.stack.Gateway;
import dev.kith.bench.stack.Tenant.Member;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One `POST /v1/contacts:sync`, made ready before it is timed and read after.
///
/// @param book what it sends; its users are what it has to find
@SuppressWarnings("ArrayRecordComponent") // sent, never compared
record SyncCall(Book book, Member owner, byte[] body) {
    /// All entries of a book, as a device that has no state sends them.
    static SyncCall whole(Book book, Member owner) {
        return new SyncCall(book, owner, body(book.written(), Map.of()));
    }

    /// These entries more, against the version that the last answer had.
    static SyncCall delta(Book more, Member owner, Answer last) {
        return new SyncCall(more, owner, body(more.written(), Map.of("base", last.version())));
    }

    /// Nothing but the checksum of the last answer: is it still the same?
    static SyncCall equal(Member owner, Answer last) {
        return new SyncCall(
                Book.EMPTY, owner, body(List.of(), Map.of("base", last.version(), "checksum", last.checksum())));
    }

    /// The answer and how long it took, from the call until the last byte is there.
    record Answer(long nanos, JsonNode json) {
        long version() {
            return json.path("version").asLong();
        }

        String checksum() {
            return json.path("checksum").asText();
        }

        /// Uid by the index of the entry.
        Map<Integer, Long> users() {
            var users = new TreeMap<Integer, Long>();
            json.path("matched")
                    .forEach(m ->
                            users.put(m.path("index").asInt(-1), m.path("uid").asLong()));
            return users;
        }
    }

    Answer call(Gateway gateway) {
        long begin = System.nanoTime();
        byte[] answer = gateway.postBytes("/v1/contacts:sync", owner.token(), body);
        long nanos = System.nanoTime() - begin;
        return new Answer(nanos, Gateway.read(answer));
    }

    /// What is wrong with an answer; empty: nothing. Matched has to be each user under the number as it is canonically
    /// written, and nobody else; no entry may be refused or wait.
    String fault(Answer answer) {
        if (!answer.users().equals(book.users())) {
            return "matched " + answer.users().size() + " users, should be "
                    + book.users().size();
        }
        for (JsonNode match : answer.json().path("matched")) {
            if (!match.path("address")
                    .asText()
                    .equals(book.canonical().get(match.path("index").asInt()))) {
                return "matched a user under another address than was asked for";
            }
        }
        if (!answer.json().path("pending").isEmpty()) {
            return answer.json().path("pending").size() + " entries wait for look-up quota";
        }
        if (!answer.json().path("invalid").isEmpty()) {
            return answer.json().path("invalid").size() + " entries were refused, the first as "
                    + answer.json().path("invalid").path(0).path("reason").asText();
        }
        return "";
    }

    private static byte[] body(List<String> add, Map<String, Object> more) {
        var body = new HashMap<String, Object>(more);
        body.put("region", "DE");
        body.put("mode", "replace");
        body.put("levels", List.of(1, 2, 5));
        body.put("subscribe", true);
        body.put("add", add);
        return Gateway.bytes(body);
    }
}
