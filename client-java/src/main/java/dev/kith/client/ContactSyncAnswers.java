package dev.kith.client;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.kith.client.rest.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The answers of all chunks, by the indexes of the whole. */
final class ContactSyncAnswers {
    private final List<String> given;
    private final Map<Integer, ContactSyncResult.Match> matched = new HashMap<>();
    private final List<ContactSyncResult.Match> newlyMatched = new ArrayList<>();
    private final Map<Integer, String> invalid = new HashMap<>();
    private final Set<Integer> pending = new HashSet<>();
    private long version;
    private ContactSyncResult.@Nullable Quota quota;
    private boolean removal;

    ContactSyncAnswers(List<String> given) {
        this.given = given;
    }

    void add(JsonObject answer, int from, int to, boolean isRemoval) {
        removal = isRemoval;
        version = Json.number(answer, "version");
        Json.objects(answer, "matched").forEach(match -> {
            var address = Json.text(match, "address");
            long uid = Json.number(match, "uid");
            var index = Json.optional(match, "index").map(JsonElement::getAsInt).orElse(null);
            if (index == null) {
                newlyMatched.add(new ContactSyncResult.Match(-1, address, address, uid));
            } else if (0 <= index && index < to - from) {
                int at = from + index;
                matched.put(at, new ContactSyncResult.Match(at, given.get(at), address, uid));
            }
        });
        Json.optional(answer, "pending")
                .map(JsonElement::getAsJsonArray)
                .orElseGet(JsonArray::new)
                .forEach(index -> pending.add(from + index.getAsInt()));
        Json.objects(answer, "invalid")
                .forEach(entry -> invalid.put(from + (int) Json.number(entry, "index"), Json.text(entry, "reason")));
        Json.optional(answer, "quota").map(Json::object).ifPresent(left -> {
            quota = new ContactSyncResult.Quota(Json.number(left, "left"), Json.instant(left, "refillsAt"));
        });
    }

    ContactSyncResult result() {
        var matches = new ArrayList<ContactSyncResult.Match>();
        var unmatched = new ArrayList<ContactSyncResult.Entry>();
        var waiting = new ArrayList<ContactSyncResult.Entry>();
        var rejected = new ArrayList<ContactSyncResult.Rejected>();
        for (int index = 0; index < given.size(); index++) {
            var match = matched.get(index);
            var reason = invalid.get(index);
            if (match != null) {
                matches.add(match);
            } else if (reason != null) {
                rejected.add(new ContactSyncResult.Rejected(index, given.get(index), reason));
            } else if (pending.contains(index)) {
                waiting.add(new ContactSyncResult.Entry(index, given.get(index)));
            } else if (!removal) {
                unmatched.add(new ContactSyncResult.Entry(index, given.get(index)));
            }
        }
        return new ContactSyncResult(version, matches, unmatched, waiting, rejected, newlyMatched, quota);
    }
}
