package dev.kith.local.gateway;

import io.vertx.core.Vertx;
import java.time.Duration;

/// Gives a call up once nothing has moved for a while, in either direction. Used on one event loop.
final class Patience {
    private final Vertx vertx;
    private final long limitNanos;
    private final Runnable giveUp;
    private long lastMove = System.nanoTime();
    private long timer = -1;

    Patience(Vertx vertx, Duration limit, Runnable giveUp) {
        this.vertx = vertx;
        this.limitNanos = limit.toNanos();
        this.giveUp = giveUp;
        schedule(limitNanos);
    }

    void moved() {
        lastMove = System.nanoTime();
    }

    void end() {
        vertx.cancelTimer(timer);
    }

    // One timer a call: it is set anew when it fires too early, not at every move.
    private void schedule(long nanos) {
        timer = vertx.setTimer(Math.max(1, nanos / 1_000_000), fired -> {
            long left = limitNanos - (System.nanoTime() - lastMove);
            if (left > 0) {
                schedule(left);
            } else {
                giveUp.run();
            }
        });
    }
}
