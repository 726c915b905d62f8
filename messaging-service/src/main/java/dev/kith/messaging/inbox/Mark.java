package dev.kith.messaging.inbox;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.contracts.event.ChangedMessage;
import dev.kith.contracts.event.MessageEdit;
import dev.kith.contracts.event.MessageReaction;
import dev.kith.contracts.event.MessageReactions;
import dev.kith.contracts.socket.Deletion;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What became of a message after it was sent: edits, reactions, its end.
///
/// Two devices may change one message at once, and their records reach the two inboxes in different orders. So the
/// order decides nothing: the higher edit stands, of each user the higher reaction, and a deletion for good.
///
/// @param revision of the latest edit; in the inbox of a member of a group the number of the latest change told
/// @param edit the latest edit where the store does not have its body yet; empty: the body is stored as it is
/// @param held a device of the owner has the message
/// @param deletion number of a [Deletion]; 0: the message is there
public record Mark(
        long revision,
        long editHash,
        long editedAt,
        int deletion,
        MessageReactions reactions,
        Optional<MessageEdit> edit,
        boolean held) {
    public static final Mark NONE =
            new Mark(0, 0, 0, 0, MessageReactions.getDefaultInstance(), Optional.empty(), false);

    /// Of how many others a message keeps what they feel; who comes later leaves nothing.
    static final int MOST_REACTIONS = 1_000;

    private static final Comparator<MessageReaction> NEWEST =
            Comparator.comparingLong(MessageReaction::getRevision).thenComparing(MessageReaction::getValue);

    public static Mark stored(
            long revision, long editHash, long editedAt, int deletion, byte @Nullable [] reactions, boolean held) {
        return new Mark(revision, editHash, editedAt, deletion, reactions(reactions), Optional.empty(), held);
    }

    static MessageReactions reactions(byte @Nullable [] stored) {
        try {
            return stored == null ? MessageReactions.getDefaultInstance() : MessageReactions.parseFrom(stored);
        } catch (InvalidProtocolBufferException notOurs) {
            throw new IllegalStateException("reactions of a message cannot be read", notOurs);
        }
    }

    /// The mark after this change; empty if it makes no difference.
    public Optional<Mark> after(ChangedMessage changed) {
        return switch (changed.getWhatCase()) {
            case EDIT -> edited(changed.getEdit(), changed.getAt());
            case DELETION -> deleted(changed.getDeletion());
            case REACTION -> reacted(changed.getReaction());
            case WHAT_NOT_SET -> Optional.empty(); // of a newer node
        };
    }

    /// The mark in the inbox of a member of a group when it is told that the group's message has changed; empty
    /// if there is nothing to tell: it was told before, or the member has deleted the message. What the message
    /// says now is kept with the group, here only the number of the change.
    Optional<Mark> told(ChangedMessage changed) {
        boolean ends = changed.getDeletion() == Deletion.FOR_EVERYONE_VALUE;
        return changed.getChange() <= revision || (isDeleted() && !ends)
                ? Optional.empty()
                : Optional.of(new Mark(
                        changed.getChange(),
                        0,
                        0,
                        ends ? Deletion.FOR_EVERYONE_VALUE : deletion,
                        MessageReactions.getDefaultInstance(),
                        Optional.empty(),
                        held));
    }

    public boolean isDeleted() {
        return deletion != Deletion.DELETION_UNSPECIFIED_VALUE;
    }

    /// Whether this deletion is of a message that no device may have.
    static boolean isOfNobody(int deletion) {
        return deletion == Deletion.EXPIRED_VALUE || deletion == Deletion.CANCELLED_VALUE;
    }

    private Optional<Mark> edited(MessageEdit change, long at) {
        long hash = ContentHash.of(change);
        boolean newer = change.getRevision() > revision || (change.getRevision() == revision && hash > editHash);
        return isDeleted() || !newer
                ? Optional.empty()
                : Optional.of(new Mark(change.getRevision(), hash, at, deletion, reactions, Optional.of(change), held));
    }

    private Optional<Mark> deleted(int kind) {
        boolean ends = isOfNobody(kind) ? !isDeleted() && !held : kind > deletion && !isOfNobody(deletion);
        return ends ? Optional.of(ended(kind)) : Optional.empty();
    }

    Mark ended(int kind) {
        return new Mark(
                revision, editHash, editedAt, kind, MessageReactions.getDefaultInstance(), Optional.empty(), held);
    }

    private Optional<Mark> reacted(MessageReaction reaction) {
        if (isDeleted()) {
            return Optional.empty();
        }
        var all = MessageReactions.newBuilder();
        for (var other : reactions.getReactionsList()) {
            if (other.getBy() != reaction.getBy()) {
                all.addReactions(other);
            } else if (NEWEST.compare(other, reaction) >= 0) {
                return Optional.empty();
            }
        }
        if (all.getReactionsCount() >= MOST_REACTIONS) {
            return Optional.empty();
        }
        // One that was taken back stays: a late one from before must not come back.
        return Optional.of(new Mark(
                revision,
                editHash,
                editedAt,
                deletion,
                all.addReactions(reaction).build(),
                edit,
                held));
    }
}
