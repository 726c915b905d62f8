package dev.kith.client;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells every listener everything in one order, on one executor, one call at a time; a listener that throws is logged. */
final class Listeners {
    private static final Logger LOG = Logger.getLogger(Listeners.class.getName());

    private final List<KithListener> all = new CopyOnWriteArrayList<>();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private Executor executor;
    private boolean running;
    private volatile @Nullable Thread telling;

    Listeners(Executor executor) {
        this.executor = executor;
    }

    void add(KithListener listener) {
        all.add(listener);
    }

    void remove(KithListener listener) {
        all.remove(listener);
    }

    /** Whether this is called from within a listener. */
    boolean isTelling() {
        return Thread.currentThread().equals(telling);
    }

    void clear() {
        all.clear();
    }

    synchronized void use(Executor newExecutor) {
        executor = newExecutor;
    }

    void tell(Consumer<KithListener> event) {
        then(() -> {
            for (var listener : all) {
                try {
                    event.accept(listener);
                } catch (RuntimeException thrown) {
                    LOG.log(Level.WARNING, "a listener threw", thrown);
                }
            }
        });
    }

    /** Runs this when everything before it has been told. */
    synchronized void then(Runnable task) {
        waiting.add(task);
        if (!running) {
            runNext();
        }
    }

    private synchronized void runNext() {
        var next = waiting.poll();
        running = next != null;
        if (next == null) {
            return;
        }
        try {
            executor.execute(() -> {
                telling = Thread.currentThread();
                try {
                    next.run();
                } finally {
                    telling = null;
                    runNext();
                }
            });
        } catch (RejectedExecutionException shutDown) {
            LOG.log(Level.WARNING, "the executor of the listeners takes nothing; events are dropped", shutDown);
            waiting.clear();
            running = false;
        }
    }
}
