package dev.kith.bench.load;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What went wrong first, for the person at the terminal. Thread-safe.
public final class FirstTrouble {
    private final AtomicReference<@Nullable String> first = new AtomicReference<>();

    public void note(String what) {
        first.compareAndSet(null, what);
    }

    public @Nullable String get() {
        return first.get();
    }
}
