package dev.kith.client.inbox;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which edits and reactions were told, as long as this client runs: a lower one that comes later is none. */
final class Revisions {
    private static final int KNOWN = 50_000;

    private final Map<Part, Long> latest = new LinkedHashMap<>();

    /** A message's body, or what one user feels about it. */
    private record Part(long messageId, String by) {}

    boolean rise(long messageId, String by, long revision) {
        var part = new Part(messageId, by);
        Long before = latest.get(part);
        if (before != null && before > revision) {
            return false;
        }
        latest.put(part, revision);
        if (latest.size() > KNOWN) {
            latest.remove(latest.keySet().iterator().next());
        }
        return before == null || before < revision;
    }
}
