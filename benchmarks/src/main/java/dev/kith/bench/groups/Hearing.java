package dev.kith.bench.groups;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;

/// What one device heard of the messages of a run, and what was wrong with it. For the thread of its socket, until the
/// run has ended.
final class Hearing {
    private final Shape shape;
    private final IntPredicate inGroup;
    private final int user;
    private final BitSet pushed = new BitSet();
    private final BitSet fetched = new BitSet();
    private final BitSet stored = new BitSet();
    private final long[] newest;
    private final long[] newestStored;
    private long duplicated;
    private long storedTwice;
    private long reordered;
    private long storedOutOfOrder;
    private boolean listening;

    private Hearing(Shape shape, int user, IntPredicate inGroup, boolean listening) {
        this.shape = shape;
        this.user = user;
        this.inGroup = inGroup;
        this.listening = listening;
        newest = new long[shape.groups()];
        newestStored = new long[shape.groups()];
    }

    /// Of a user who is online.
    static Hearing of(Shape shape, int user) {
        return new Hearing(shape, user, group -> shape.has(group, user), true);
    }

    /// Of one who is in all groups, writes nothing, and comes when all is over.
    static Hearing away(Shape shape) {
        return new Hearing(shape, -1, group -> true, false);
    }

    /// It was pushed to this device.
    ///
    /// @return whether it is the first time that it came
    boolean pushed(int message, long number) {
        if (pushed.get(message)) {
            duplicated++;
            return false;
        }
        pushed.set(message);
        if (fetched.get(message)) {
            return false;
        }
        int group = shape.groupOf(message);
        reordered += number < newest[group] ? 1 : 0;
        newest[group] = Math.max(newest[group], number);
        return true;
    }

    /// The device asked for what it had missed, and this was among it. No duplicate when it had been pushed as well.
    ///
    /// @return whether it is the first time that it came
    boolean fetched(int message) {
        if (pushed.get(message) || fetched.get(message)) {
            return false;
        }
        fetched.set(message);
        return true;
    }

    /// The check after the run begins, or begins again.
    void beginCheck() {
        stored.clear();
        storedTwice = 0;
        storedOutOfOrder = 0;
        Arrays.fill(newestStored, 0);
    }

    /// The check found it in the inbox.
    void stored(int message, long number) {
        storedTwice += stored.get(message) ? 1 : 0;
        stored.set(message);
        int group = shape.groupOf(message);
        storedOutOfOrder += number < newestStored[group] ? 1 : 0;
        newestStored[group] = Math.max(newestStored[group], number);
    }

    /// The socket was closed: what is not pushed from now on is no fault.
    void unheard() {
        listening = false;
    }

    /// Whether it is for this device, and from somebody else.
    boolean concerns(int message) {
        return inGroup.test(shape.groupOf(message)) && !isOwn(message);
    }

    boolean isOwn(int message) {
        return shape.senderOf(message) == user;
    }

    boolean has(int message) {
        return pushed.get(message) || fetched.get(message);
    }

    boolean isStored(int message) {
        return stored.get(message);
    }

    boolean listens() {
        return listening;
    }

    long duplicated() {
        return duplicated + storedTwice;
    }

    long reordered() {
        return reordered + storedOutOfOrder;
    }
}
