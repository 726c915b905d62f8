package dev.kith.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** The threads of one client; none of them keeps the process alive. */
final class Threads {
    private static final int CALLS_AT_ONCE = 32;
    private static final int FILES_AT_ONCE = 3;

    /** Completes the app's futures. What comes after {@link #close} is answered too, on the thread that brings it. */
    final ExecutorService answers = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> daemon(task, "kith-answer"),
            (task, closed) -> task.run());

    /** Move files, a few at a time; more wait. */
    final ExecutorService files = Executors.newFixedThreadPool(FILES_AT_ONCE, task -> daemon(task, "kith-file"));

    final ExecutorService listeners = Executors.newSingleThreadExecutor(task -> daemon(task, "kith-listener"));
    /** Reads what is stored. */
    final ExecutorService reading = Executors.newSingleThreadExecutor(task -> daemon(task, "kith-reading"));

    final OkHttpClient http = client();

    /** The same, completed where the app may wait, and failed with a {@link KithException} alone, or cancelled as it is. */
    <T> CompletableFuture<T> answered(CompletableFuture<T> inner) {
        var outer = new CompletableFuture<T>();
        var unused = inner.whenCompleteAsync(
                (value, failure) -> {
                    if (failure == null) {
                        outer.complete(value);
                    } else if (inner.isCancelled()) {
                        outer.cancel(true);
                    } else {
                        outer.completeExceptionally(KithException.from(failure));
                    }
                },
                answers);
        return outer;
    }

    /** Listeners have been told the last thing. */
    void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
        reading.shutdown();
        listeners.shutdown();
        answers.shutdown();
        files.shutdownNow();
    }

    private static OkHttpClient client() {
        var dispatcher = new Dispatcher(Executors.newCachedThreadPool(task -> daemon(task, "kith-http")));
        dispatcher.setMaxRequestsPerHost(CALLS_AT_ONCE);
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectTimeout(Duration.ofSeconds(10))
                .readTimeout(Duration.ofSeconds(60))
                .writeTimeout(Duration.ofSeconds(30))
                .build();
    }

    private static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
