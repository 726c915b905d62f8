package dev.kith.client.inbox;

import dev.kith.contracts.socket.ContactJoinedEntry;

/** Entries that are no messages and come once all the same. */
public final class Notices {
    /** Below the first id that any device has. */
    private static final long MOVES = 0xF_FFFF;

    private Notices() {}

    /** The id that the server itself gives such an entry: no message has it. */
    public static long idOf(ContactJoinedEntry contact) {
        return contact.getUid() << 32 | (contact.getMove() == 0 ? 0 : 1 + contact.getMove() % MOVES);
    }
}
