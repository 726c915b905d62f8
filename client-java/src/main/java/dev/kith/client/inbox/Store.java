package dev.kith.client.inbox;

import dev.kith.client.MessageStatus;
import dev.kith.contracts.socket.ContactJoinedEntry;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.GroupEntry;
import dev.kith.contracts.socket.GroupReceipts;
import dev.kith.contracts.socket.Message;
import dev.kith.contracts.socket.MessageChange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a device knows of its inbox: how far it has read, and what it has of each message. Of the loop, but for the cursors,
 * which may be asked for from any thread.
 */
public interface Store {
    /** Whose it is; 0: nobody's. */
    long owner();

    /** From now on for this user, or for nobody: 0. What is kept of another is forgotten. */
    void owner(long uid);

    /** Stores all that this writes, or nothing of it. */
    void together(Runnable work);

    /** Runs this when what is being written together is stored, or never; at once where nothing is being written. */
    void onceStored(Runnable step);

    /** The highest seq up to which all is stored here. */
    long cursor();

    void cursor(long seq);

    /** Up to this seq nothing is stored, and nothing will be unless it is asked for. */
    void beginAt(long seq);

    /** What came up to this seq this device has only where it was asked for; 0: it began at the beginning. */
    long began();

    /** Where a known message stands; empty: this device does not have it. */
    Optional<MessageStatus> status(long messageId);

    /** A known message stands there now. */
    void status(long messageId, MessageStatus status, long at);

    /** A message as the server has it, new or not, at this status. */
    void message(Message message, MessageStatus status);

    /** An edit or a reaction; false: this device knows a later one. */
    boolean change(MessageChange change);

    /** Its content goes; its id stays, for whatever comes of it later. */
    void delete(long messageId);

    /** Messages that are here and whose time is over. */
    List<Long> over();

    /** How many have a message; false: that many were known, or more. */
    boolean receipts(long messageId, GroupReceipts receipts);

    /** Whether this is news. */
    boolean joined(ContactJoinedEntry contact);

    /** Whether this version is above the one that was known. */
    boolean group(GroupEntry change);

    /** The app is to be told of this. */
    void tell(Entry entry);

    /** The last that the app is to be told of; it stands for all before it. */
    long lastToTell();

    /** The app was told of everything up to this. */
    void told(long upTo);

    /** What the app may not have been told, because the process ended. */
    List<Entry> untold();

    /** Where the changes of profiles were read up to; empty: never. */
    Optional<String> profileCursor();

    void profileCursor(String cursor);

    /** How far the server's clock was ahead of this device's the last time; zero where that is not known. */
    Duration ahead();

    void ahead(Duration now);

    /** Nothing more is stored. */
    void close();
}
