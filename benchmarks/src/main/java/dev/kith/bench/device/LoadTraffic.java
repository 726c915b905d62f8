package dev.kith.bench.device;

import dev.kith.bench.load.FirstTrouble;
import dev.kith.bench.load.Lateness;
import dev.kith.bench.load.OpenLoop;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// What all devices of a run share: when each message was due, and what was measured. Thread-safe.
public abstract class LoadTraffic {
    public final Load load;
    public final Body body;
    public final LongAdder gaps = new LongAdder();
    public final LongAdder dropped = new LongAdder();

    protected final Lateness lateness;
    private final Lateness.Point answers;
    private final Lateness.Point receipts;
    private final Lateness.Point lags;
    private final FirstTrouble trouble = new FirstTrouble();

    /// @param run told apart from others by what its messages say
    protected LoadTraffic(Load load, int run) {
        this.load = load;
        body = new Body(run, load.body());
        lateness = new Lateness(load.measuredFrom());
        answers = lateness.point();
        receipts = lateness.point();
        lags = lateness.point();
    }

    public final void begin(OpenLoop loop) {
        lateness.begin(loop);
    }

    public final void answeredAt(int message, long now) {
        answers.reached(message, now);
    }

    public void receivedAt(int message, long now) {
        receipts.reached(message, now);
    }

    /// When the message left this program: how late the load generator itself was.
    public final void leftAt(int message, long now) {
        lags.reached(message, now);
    }

    /// The first trouble is kept for the person at the terminal.
    public final void trouble(String what) {
        trouble.note(what);
    }

    public final @Nullable String firstTrouble() {
        return trouble.get();
    }

    public final Histogram answerLatency() {
        return answers.since();
    }

    public final Histogram receiptLatency() {
        return receipts.since();
    }

    public final Histogram sendLag() {
        return lags.since();
    }
}
