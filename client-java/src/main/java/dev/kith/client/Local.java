package dev.kith.client;

import dev.kith.client.store.Archive;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is stored on this device, read on a thread of its own, so that neither the app nor the connection waits for it. */
final class Local {
    private final ExecutorService reading;
    private final BiConsumer<CompletableFuture<?>, Runnable> onceOpen;
    private @Nullable Archive archive;

    /** @param onceOpen runs something when the database, if there is one, is open */
    Local(ExecutorService reading, BiConsumer<CompletableFuture<?>, Runnable> onceOpen) {
        this.reading = reading;
        this.onceOpen = onceOpen;
    }

    void use(Archive opened) {
        submit(new CompletableFuture<>(), () -> archive = opened);
    }

    /** Reads; empty: nothing is stored here at all. */
    <T> CompletableFuture<Optional<T>> read(Function<Archive, T> question) {
        var answer = new CompletableFuture<Optional<T>>();
        onceOpen.accept(
                answer,
                () -> submit(answer, () -> {
                    var open = archive;
                    answer.complete(open == null ? Optional.empty() : Optional.of(question.apply(open)));
                }));
        return answer;
    }

    /** Done when nothing is read any more. */
    CompletableFuture<Void> close() {
        var closed = new CompletableFuture<Void>();
        submit(closed, () -> {
            if (archive != null) {
                archive.close();
                archive = null;
            }
            closed.complete(null);
        });
        return closed;
    }

    private void submit(CompletableFuture<?> answer, Runnable step) {
        try {
            reading.execute(() -> {
                try {
                    step.run();
                } catch (RuntimeException failure) {
                    answer.completeExceptionally(KithException.from(failure));
                }
            });
        } catch (RejectedExecutionException closed) {
            answer.completeExceptionally(KithException.noAnswer("The client is closed.", closed));
        }
    }
}
