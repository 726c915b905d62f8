package dev.kith.profile.changes;

import dev.kith.profile.cursor.Cursor;
import java.time.Duration;
import java.time.Instant;

/// Where a viewer is in the changes: everything that transactions below `from` wrote is known to them.
///
/// While `head` is set, a round is under way: its pages go by uid, and the next round starts from that head,
/// whatever is written in the meantime.
///
/// @param viewer whom it was given to
/// @param from oldest transaction whose changes are not known yet; 0: nothing is known
/// @param head where the next round starts; 0: between rounds
/// @param position uid of the last profile of this round that was given
/// @param given when the head was fixed; seconds
public record ChangesCursor(long viewer, long from, long head, long position, long given) {
    /// How long a cursor is good. 30 days: what is remembered for those who are away is forgotten after that.
    public static final Duration LIFE = Duration.ofDays(30);

    private static final int KIND = 2;
    private static final int NUMBERS = 5;

    /// The cursor of somebody who knows nothing yet.
    static ChangesCursor first(long viewer) {
        return new ChangesCursor(viewer, 0, 0, 0, 0);
    }

    /// @throws dev.kith.kit.problem.ProblemException `bad-cursor` for one that is not this viewer's, not possible or
    ///     too old
    static ChangesCursor read(String text, long viewer, Instant now) {
        var n = Cursor.read(KIND, NUMBERS, text);
        var cursor = new ChangesCursor(n[0], n[1], n[2], n[3], n[4]);
        boolean possible = cursor.viewer == viewer
                && cursor.from >= 0
                && (cursor.head == 0 ? cursor.from > 0 && cursor.position == 0 : cursor.head >= cursor.from)
                && cursor.position >= 0;
        if (!possible || Instant.ofEpochSecond(cursor.given).isBefore(now.minus(LIFE))) {
            throw Cursor.bad();
        }
        return cursor;
    }

    String text() {
        return Cursor.of(KIND, viewer, from, head, position, given);
    }

    boolean begins() {
        return head == 0;
    }

    boolean knowsNothing() {
        return from == 0;
    }

    /// The round that begins now ends here.
    ChangesCursor upTo(long newHead, Instant now) {
        return new ChangesCursor(viewer, from, newHead, 0, now.getEpochSecond());
    }

    /// Within the round, after this profile.
    ChangesCursor after(long uid) {
        return new ChangesCursor(viewer, from, head, uid, given);
    }

    /// The round is over.
    ChangesCursor done() {
        return new ChangesCursor(viewer, head, 0, 0, given);
    }
}
