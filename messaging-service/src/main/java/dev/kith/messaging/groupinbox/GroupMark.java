package dev.kith.messaging.groupinbox;

import dev.kith.contracts.event.ChangedMessage;
import dev.kith.contracts.event.MessageReaction;
import dev.kith.messaging.inbox.ContentHash;
import dev.kith.messaging.inbox.Mark;
import java.util.Optional;

/// What became of a message of a group, and with which change.
///
/// @param bodyChange number of the change that made its body what it is: the latest edit, or the end; 0: it is as sent.
/// Each reaction has its number with it
record GroupMark(Mark mark, long bodyChange) {
    static final GroupMark NONE = new GroupMark(Mark.NONE, 0);

    /// The mark after this change, which has its number; empty if it makes no difference.
    Optional<GroupMark> after(ChangedMessage changed) {
        return mark.after(changed)
                .map(after -> new GroupMark(after, changed.hasReaction() ? bodyChange : changed.getChange()));
    }

    /// Number of its latest change of any kind; 0: it is as sent.
    long lastChange() {
        return mark.reactions().getReactionsList().stream()
                .mapToLong(MessageReaction::getChange)
                .reduce(bodyChange, Math::max);
    }

    /// With which number this very change was made before, and stands still; 0: it was not.
    long numberOf(ChangedMessage changed) {
        return switch (changed.getWhatCase()) {
            case EDIT ->
                !mark.isDeleted()
                                && mark.revision() == changed.getEdit().getRevision()
                                && mark.editHash() == ContentHash.of(changed.getEdit())
                        ? bodyChange
                        : 0;
            case DELETION -> mark.isDeleted() ? bodyChange : 0;
            case REACTION ->
                mark.reactions().getReactionsList().stream()
                        .filter(reaction -> isSame(reaction, changed.getReaction()))
                        .mapToLong(MessageReaction::getChange)
                        .findFirst()
                        .orElse(0);
            case WHAT_NOT_SET -> 0;
        };
    }

    private static boolean isSame(MessageReaction one, MessageReaction other) {
        return one.getBy() == other.getBy()
                && one.getRevision() == other.getRevision()
                && one.getValue().equals(other.getValue());
    }
}
