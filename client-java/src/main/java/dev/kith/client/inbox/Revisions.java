package dev.kith.client.inbox;

import java.util.Map;

/**
 * Which edits and reactions were told, as long as this client runs: a lower one that comes later is none. Two devices may give one
 * number to different things; the server decides which stands, and tells it last.
 */
final class Revisions {
    private final Map<Part, Said> latest = Latest.map();

    /** A message's body, or what one user feels about it. */
    private record Part(long messageId, String by) {}

    private record Said(long revision, int hash) {}

    boolean rise(long messageId, String by, long revision, Object content) {
        var part = new Part(messageId, by);
        var before = latest.get(part);
        var now = new Said(revision, content.hashCode());
        if (before != null && (before.revision > revision || before.equals(now))) {
            return false;
        }
        latest.put(part, now);
        return true;
    }

    void clear() {
        latest.clear();
    }
}
