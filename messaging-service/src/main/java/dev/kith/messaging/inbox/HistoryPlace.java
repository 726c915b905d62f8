package dev.kith.messaging.inbox;

/// A place in a conversation, which is in order of accepted time, then id.
public record HistoryPlace(long acceptedAt, long id) {
    /// After everything.
    public static final HistoryPlace END = new HistoryPlace(Long.MAX_VALUE, Long.MAX_VALUE);
}
