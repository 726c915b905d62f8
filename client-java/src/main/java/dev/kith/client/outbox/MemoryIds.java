package dev.kith.client.outbox;

import java.util.OptionalLong;

/** Counts on from what the server has seen used, or from the last that this process gave. */
public final class MemoryIds implements MessageIds {
    private long first = 1;
    private long last;
    private long next;

    @Override
    public synchronized void block(long newFirst, long newLast, long unused) {
        boolean same = newFirst == first && newLast == last;
        next = Math.max(same ? next : newFirst, unused);
        first = newFirst;
        last = newLast;
    }

    @Override
    public synchronized OptionalLong next() {
        if (last < first) {
            return OptionalLong.empty();
        }
        // Used up: from the start again, with ids that were given a million messages ago.
        long id = next > last ? first : next;
        next = id + 1;
        return OptionalLong.of(id);
    }
}
