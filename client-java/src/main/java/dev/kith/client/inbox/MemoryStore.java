package dev.kith.client.inbox;

import dev.kith.client.MessageStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Of this process alone: a device that starts anew reads its whole inbox again. */
public final class MemoryStore implements Store {
    /** What was told longer ago than this many messages may, in theory, be told again. */
    private static final int KNOWN = 50_000;

    private final LinkedHashMap<Long, MessageStatus> statuses = new LinkedHashMap<>();
    private long uid;
    private long cursor;
    private String profileCursor = "";

    @Override
    public synchronized void owner(long newUid) {
        if (uid != 0 && uid != newUid) {
            statuses.clear();
            cursor = 0;
            profileCursor = "";
        }
        uid = newUid;
    }

    synchronized long owner() {
        return uid;
    }

    @Override
    public synchronized long cursor() {
        return cursor;
    }

    @Override
    public synchronized void cursor(long seq) {
        cursor = seq;
    }

    @Override
    public synchronized Optional<MessageStatus> status(long messageId) {
        return Optional.ofNullable(statuses.get(messageId));
    }

    @Override
    public synchronized void status(long messageId, MessageStatus status) {
        statuses.put(messageId, status);
        if (statuses.size() > KNOWN) {
            statuses.remove(statuses.keySet().iterator().next());
        }
    }

    synchronized List<Map.Entry<Long, MessageStatus>> statuses() {
        return statuses.entrySet().stream()
                .<Map.Entry<Long, MessageStatus>>map(e -> Map.entry(e.getKey(), e.getValue()))
                .toList();
    }

    @Override
    public synchronized Optional<String> profileCursor() {
        return profileCursor.isEmpty() ? Optional.empty() : Optional.of(profileCursor);
    }

    @Override
    public synchronized void profileCursor(String newCursor) {
        profileCursor = newCursor;
    }

    @Override
    public void close() {}
}
