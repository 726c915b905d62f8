package dev.kith.cli.talk;

import dev.kith.cli.ExitCode;
import dev.kith.cli.screen.Screen;
import dev.kith.cli.session.Takeovers;
import dev.kith.client.ConnectionStatus;
import dev.kith.client.Kith;
import dev.kith.client.KithException;
import dev.kith.client.KithListener;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Stays connected until it is enough: a number of things told, a time, Ctrl-C, or that going on makes no sense.
final class Ongoing implements KithListener {
    private static final Duration AFTER_TAKEOVER = Duration.ofSeconds(3);

    private final Kith kith;
    private final Screen screen;
    private final String server;
    private final CompletableFuture<Integer> end = new CompletableFuture<>();
    private final Takeovers takeovers = new Takeovers();
    private int left;

    /// @param count things to tell; 0: no end
    Ongoing(Kith kith, Screen screen, String server, int count) {
        this.kith = kith;
        this.screen = screen;
        this.server = server;
        this.left = count == 0 ? -1 : count;
    }

    /// @param seconds 0: no end
    int run(int seconds) throws InterruptedException {
        kith.addListener(this);
        // Ctrl-C: what was printed is stored as printed before the process ends.
        Runtime.getRuntime().addShutdownHook(new Thread(kith::close, "close"));
        var unused = kith.start().whenComplete((online, failure) -> cannotStart(failure));
        try {
            return seconds == 0 ? end.join() : end.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException enough) {
            end.complete(ExitCode.OK);
            return ExitCode.OK;
        } catch (java.util.concurrent.ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void cannotStart(@Nullable Throwable failure) {
        if (failure != null && !end.isDone() && kith.getConnectionStatus() == ConnectionStatus.STOPPED) {
            screen.error("kith-cli: " + Takeovers.cannotStart(KithException.from(failure)));
            end.complete(ExitCode.REFUSED);
        }
    }

    /// One of the things was told.
    synchronized void told() {
        if (left > 0) {
            left--;
            if (left == 0) {
                end.complete(ExitCode.OK);
            }
        }
    }

    @Override
    public void onConnectionStatus(ConnectionStatus status, @Nullable KithException reason) {
        switch (status) {
            case OFFLINE -> note("not connected" + (reason == null ? "" : ": " + reason.detail()) + "; trying again");
            case ONLINE -> note("connected to " + server);
            case SIGNED_OUT, AUTH_FAILED -> {
                screen.error("kith-cli: This device is signed out. Sign in again: kith-cli signup PHONE");
                end.complete(ExitCode.SIGNED_OUT);
            }
            case SUSPENDED -> takenOver();
            case CONNECTING, STOPPED, NO_NETWORK -> {}
        }
    }

    private void takenOver() {
        if (takeovers.areTooMany(Instant.now())) {
            screen.error("kith-cli: Another program listens with this session. Give this one its own: --session FILE");
            end.complete(ExitCode.REFUSED);
            return;
        }
        CompletableFuture.delayedExecutor(AFTER_TAKEOVER.toMillis(), TimeUnit.MILLISECONDS)
                .execute(kith::start);
    }

    private void note(String text) {
        if (screen.isTerminal()) {
            screen.error(screen.paint(Screen.Colour.FAINT, text));
        }
    }
}
