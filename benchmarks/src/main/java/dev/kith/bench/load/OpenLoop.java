package dev.kith.bench.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/// A fixed plan of intended times: item i is due at start + i / rate, whatever became of the items before it. Latency
/// is taken from the intended time, so that a stall of the system under load, or of this loop, shows in every item that
/// it delayed and not only in one.
public final class OpenLoop {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Pace pace;
    private final int perSecond;
    private final long start;

    /// How the loop reads time and waits; another one in tests.
    public interface Pace {
        /// Parks between items: a loop that spins takes a core from what it measures.
        Pace PARKING = new Pace() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public void park(long nanos) {
                LockSupport.parkNanos(nanos);
            }
        };

        long nanoTime();

        /// Waits about so long; may return early.
        void park(long nanos);
    }

    /// @param start of the plan, on the clock of `pace`
    public OpenLoop(Pace pace, int perSecond, long start) {
        this.pace = pace;
        this.perSecond = perSecond;
        this.start = start;
    }

    /// When item i is due. Computed from the start each time: no rounding adds up.
    public long due(long item) {
        return start + item / perSecond * SECOND + item % perSecond * SECOND / perSecond;
    }

    /// Calls `send` once for each of the items 0 to count - 1, in order, none before it is due; those that are late, at
    /// once. Ends early when the thread is interrupted.
    ///
    /// @return how many were sent
    public long run(long count, LongConsumer send) {
        for (long item = 0; item < count; item++) {
            long due = due(item);
            for (long left = due - pace.nanoTime(); left > 0; left = due - pace.nanoTime()) {
                if (Thread.currentThread().isInterrupted()) {
                    return item;
                }
                pace.park(left);
            }
            send.accept(item);
        }
        return count;
    }
}
