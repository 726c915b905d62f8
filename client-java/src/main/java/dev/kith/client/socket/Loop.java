package dev.kith.client.socket;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The one thread on which all that belongs to the connection is touched, so none of it needs a lock. What is given to it
 * after {@link #close()} is not run.
 */
public final class Loop implements Executor {
    private static final Logger LOG = Logger.getLogger(Loop.class.getName());

    private final ScheduledThreadPoolExecutor thread;

    public Loop() {
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            var made = new Thread(task, "kith-connection");
            made.setDaemon(true);
            return made;
        });
        thread.setRemoveOnCancelPolicy(true);
    }

    /** Cancels a timer; later is harmless. */
    public interface Timer {
        void cancel();
    }

    @Override
    public void execute(Runnable task) {
        try {
            thread.execute(() -> safely(task));
        } catch (RejectedExecutionException closed) {
            LOG.log(Level.FINE, "after close", closed);
        }
    }

    public Timer after(Duration delay, Runnable task) {
        try {
            Future<?> timer = thread.schedule(() -> safely(task), delay.toMillis(), TimeUnit.MILLISECONDS);
            return () -> timer.cancel(false);
        } catch (RejectedExecutionException closed) {
            return () -> {};
        }
    }

    public void close() {
        thread.shutdownNow();
    }

    private static void safely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException unforeseen) {
            LOG.log(Level.WARNING, "a step of the connection failed", unforeseen);
        }
    }
}
