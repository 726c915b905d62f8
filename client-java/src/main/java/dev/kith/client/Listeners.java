package dev.kith.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells every listener everything in one order, on one executor, one call at a time; a listener that throws is logged. */
final class Listeners {
    private static final Logger LOG = Logger.getLogger(Listeners.class.getName());

    private final List<KithListener> all = new CopyOnWriteArrayList<>();

    /** What those who want to know it are told at the end. */
    private final Map<KithListener, Runnable> ends = new ConcurrentHashMap<>();

    private final Queue<Runnable> waiting = new ArrayDeque<>();

    /** What was left to do when the telling was held. */
    private final Deque<Runnable> first = new ArrayDeque<>();

    private @Nullable Runnable last;

    private int holds;
    private Executor executor;
    private boolean running;
    private volatile @Nullable Thread telling;
    private volatile boolean ended;

    Listeners(Executor executor) {
        this.executor = executor;
    }

    void add(KithListener listener) {
        all.add(listener);
    }

    /**
     * Until it is removed, or all of them are: that runs the end.
     *
     * @return false: there is nothing more to tell, and the end is not run
     */
    boolean add(KithListener listener, Runnable end) {
        ends.put(listener, end);
        all.add(listener);
        return !ended || ends.remove(listener) == null;
    }

    void remove(KithListener listener) {
        all.remove(listener);
        ends.remove(listener);
    }

    /** There will be nothing more to tell. */
    void end() {
        ended = true;
        ends.keySet().forEach(this::end);
    }

    private void end(KithListener listener) {
        var last = ends.remove(listener);
        if (last != null) {
            last.run();
        }
    }

    /** Whether this is called from within a listener. */
    boolean isTelling() {
        return Thread.currentThread().equals(telling);
    }

    void clear() {
        all.clear();
        ends.keySet().forEach(this::end);
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

    /** Runs this at the very end: when everything has been told, or nothing can be because the executor takes nothing more. */
    synchronized void last(Runnable task) {
        last = task;
        then(this::runLast);
        // What such a one had taken and not begun, it will never run.
        if (executor instanceof ExecutorService ended && ended.isTerminated()) {
            runLast();
        }
    }

    private void runLast() {
        Runnable task;
        synchronized (this) {
            task = last;
            last = null;
        }
        if (task != null) {
            task.run();
        }
    }

    /** From within a listener: what comes after this event waits until {@link #goOn}. */
    synchronized void hold() {
        holds++;
    }

    /** Ends one hold; this comes before all that waits. */
    synchronized void goOn(Runnable rest) {
        holds--;
        first.add(rest);
        if (!running) {
            runNext();
        }
    }

    private synchronized void runNext() {
        var next = first.poll();
        if (next == null && holds == 0) {
            next = waiting.poll();
        }
        running = next != null;
        if (next == null) {
            return;
        }
        var turn = new Turn(next);
        try {
            executor.execute(turn);
        } catch (RuntimeException refused) {
            if (!turn.begun) {
                notTaken(turn.task, refused);
            }
        }
    }

    /** An executor that was shut down takes nothing ever again; of another the same is asked again with the next event. */
    private void notTaken(Runnable task, RuntimeException why) {
        running = false;
        if (last != null || why instanceof RejectedExecutionException) {
            LOG.log(Level.WARNING, "the executor of the listeners takes nothing; events are dropped", why);
            first.clear();
            waiting.clear();
            runLast();
        } else {
            LOG.log(Level.WARNING, "the executor of the listeners failed; events wait for the next", why);
            first.addFirst(task);
        }
    }

    /** One thing to be told, on the executor; the next one follows it. */
    private final class Turn implements Runnable {
        private final Runnable task;

        /** What is thrown from now on is no refusal of the executor. */
        private volatile boolean begun;

        Turn(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            begun = true;
            telling = Thread.currentThread();
            try {
                task.run();
            } finally {
                telling = null;
                runNext();
            }
        }
    }
}
