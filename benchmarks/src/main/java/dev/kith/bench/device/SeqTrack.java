package dev.kith.bench.device;

/// Up to where a device has its inbox, and whether it has missed something. Not thread-safe.
public final class SeqTrack {
    private long complete;
    private long newest;
    private long lastGap;
    private long knownHead;
    private long gaps;

    /// @param head at the beginning: what is older does not count
    public SeqTrack(long head) {
        complete = head;
        newest = head;
        knownHead = head;
    }

    /// An entry came in the live stream. One that came before changes nothing.
    public void arrived(long seq) {
        if (seq == newest + 1) {
            complete = complete == newest ? seq : complete;
            newest = seq;
        } else if (seq > newest) {
            gaps++;
            lastGap = seq;
            newest = seq;
        }
    }

    /// A sync from [#complete] has ended; it had everything up to this head.
    public void synced(long head) {
        newest = Math.max(newest, head);
        // What came live beyond the head came without a gap, unless the last gap lies there too.
        complete = lastGap <= head ? newest : Math.max(complete, head);
    }

    /// The server told the head of the inbox.
    ///
    /// @return whether one that was told before has still not come: a push was lost, or the server waits for a sync
    public boolean isBehind(long head) {
        boolean behind = complete < knownHead;
        knownHead = head;
        return behind;
    }

    public boolean hasGap() {
        return complete < newest;
    }

    /// Up to here nothing is missing.
    public long complete() {
        return complete;
    }

    public long gaps() {
        return gaps;
    }
}
