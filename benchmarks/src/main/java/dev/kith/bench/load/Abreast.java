package dev.kith.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;

/// Blocking calls, so many at a time.
public final class Abreast {
    private final int width;
    private final LongConsumer progress;

    /// @param progress is told how many are done, after each
    public Abreast(int width, LongConsumer progress) {
        this.width = width;
        this.progress = progress;
    }

    /// Calls for 0 to count - 1 and gives the answers in that order. The first failure ends it: what has begun is
    /// finished, nothing more is begun.
    public <T> List<T> all(int count, IntFunction<T> call) throws InterruptedException {
        var places = new Semaphore(width);
        var done = new AtomicLong();
        var answers = new ArrayList<Future<T>>(count);
        var failed = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count && !failed.get(); i++) {
                int item = i;
                places.acquire();
                answers.add(threads.submit(() -> {
                    try {
                        T answer = call.apply(item);
                        progress.accept(done.incrementAndGet());
                        return answer;
                    } catch (RuntimeException e) {
                        failed.set(true);
                        throw e;
                    } finally {
                        places.release();
                    }
                }));
            }
            var all = new ArrayList<T>(count);
            for (var answer : answers) {
                all.add(answer.get());
            }
            return all;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        }
    }
}
