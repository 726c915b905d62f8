package dev.kith.bench.load;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/// How long after it was due something happened to each item of an open loop; of the items before the measured
/// part, and before the loop begins, nothing is kept. Thread-safe.
public final class Lateness {
    private static final int DIGITS = 3;

    private final int measuredFrom;
    private volatile @Nullable OpenLoop loop;

    /// @param measuredFrom first item that counts
    public Lateness(int measuredFrom) {
        this.measuredFrom = measuredFrom;
    }

    /// What happens to items at one point of their way.
    public final class Point {
        private final Recorder recorder = new Recorder(DIGITS);

        private Point() {}

        /// The item has come here.
        ///
        /// @param now on the clock of the loop
        public void reached(int item, long now) {
            var begun = loop;
            if (begun != null && item >= measuredFrom) {
                recorder.recordValue(Math.max(0, now - begun.due(item)));
            }
        }

        /// In nanoseconds, since it was last asked.
        public Histogram since() {
            return recorder.getIntervalHistogram();
        }
    }

    public Point point() {
        return new Point();
    }

    public void begin(OpenLoop loop) {
        this.loop = loop;
    }

    /// Seconds from when the first measured item was due until this time, on the clock of the loop.
    public double secondsUntil(long time) {
        var begun = loop;
        return begun == null ? 0 : Math.max(0, time - begun.due(measuredFrom)) / 1e9;
    }
}
