package dev.kith.bench.fanout;

import com.google.protobuf.Value;
import dev.kith.contracts.socket.ProfileChanged;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// What all sockets together have heard of one change. Any thread.
final class Audience {
    private final String address;
    private final String value;
    private final AtomicIntegerArray heard;
    private final LongAdder reached = new LongAdder();
    private final LongAdder frames = new LongAdder();
    private final LongAdder wrong = new LongAdder();
    private final AtomicLong last = new AtomicLong();

    /// @param address whose profile changes
    /// @param value what its status becomes
    /// @param sockets how many listen
    Audience(String address, String value, int sockets) {
        this.address = address;
        this.value = value;
        this.heard = new AtomicIntegerArray(sockets);
    }

    void heard(int socket, ProfileChanged change, long now) {
        if (!change.getAddress().equals(address)) {
            return;
        }
        frames.increment();
        if (!change.getFieldsOrDefault("status", Value.getDefaultInstance())
                .getStringValue()
                .equals(value)) {
            wrong.increment();
        } else if (heard.incrementAndGet(socket) == 1) {
            last.accumulateAndGet(now, Math::max);
            reached.increment();
        }
    }

    boolean isComplete() {
        return reached.sum() == heard.length();
    }

    long lost() {
        return heard.length() - reached.sum();
    }

    /// Frames about the subject, also such as tell it again or tell something else.
    long frames() {
        return frames.sum();
    }

    /// Frames that tell another value than the new one.
    long wrong() {
        return wrong.sum();
    }

    /// When the last socket heard of it first.
    long lastNanos() {
        return last.get();
    }
}
