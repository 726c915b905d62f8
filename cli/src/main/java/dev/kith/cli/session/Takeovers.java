package dev.kith.cli.session;

import dev.kith.client.KithException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/// How often others took the connection over. A short `kith-cli send` on the same session does it for a moment; if it
/// goes on, another listener is at work, and two would only push each other aside.
public final class Takeovers {
    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final int MOST = 4;

    private final Deque<Instant> recent = new ArrayDeque<>();

    /// What to say where the SDK does not even start: what it keeps is in use.
    public static String cannotStart(KithException reason) {
        return reason.detail()
                + " One chat or listen runs on a session at a time: end the other, or give this one its own"
                + " sign-in: --session FILE";
    }

    /// One more; answers whether coming back makes no sense any more.
    public boolean areTooMany(Instant now) {
        recent.add(now);
        recent.removeIf(before -> before.isBefore(now.minus(WITHIN)));
        return recent.size() >= MOST;
    }
}
