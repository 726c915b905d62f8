package dev.kith.client.inbox;

import dev.kith.client.MessageStatus;
import java.util.Optional;

/**
 * What a device must not forget between two connections: how far it has read, and which messages it has shown.
 * Thread-safe.
 */
public interface Store {
    /** From now on for this user; what is kept of another is forgotten. */
    void owner(long uid);

    /** The highest seq whose entries have all been delivered here. */
    long cursor();

    void cursor(long seq);

    /** Where a known message stands; empty: this device has not seen it. */
    Optional<MessageStatus> status(long messageId);

    void status(long messageId, MessageStatus status);

    /** Where the changes of profiles were read up to; empty: never. */
    Optional<String> profileCursor();

    void profileCursor(String cursor);

    /** Nothing more is stored. */
    void close();
}
