package dev.kith.client.socket;

import dev.kith.client.ConnectionStatus;
import dev.kith.client.KithException;
import dev.kith.client.SocketFormat;
import dev.kith.client.rest.Credentials;
import dev.kith.client.rest.Gateway;
import dev.kith.client.rest.ServerClock;
import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Renew;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.contracts.socket.Welcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Stays connected while it is wanted: opens a link, replaces a lost one after a pause, keeps its token fresh, and stops
 * trying where trying again cannot help. Belongs to the loop, but for the methods that say otherwise.
 */
public final class Connector implements Link.Events {
    private static final Logger LOG = Logger.getLogger(Connector.class.getName());
    private static final Duration STABLE_AFTER = Duration.ofSeconds(5);
    private static final Duration RENEW_AGAIN = Duration.ofSeconds(5);

    private final OkHttpClient http;
    private final Gateway gateway;
    private final Credentials credentials;
    private final Loop loop;
    private final Owner owner;
    private final LongSupplier cursor;
    private final ServerClock clock;
    private final Backoff backoff =
            new Backoff(() -> ThreadLocalRandom.current().nextDouble());
    private final List<CompletableFuture<Void>> starting = new ArrayList<>();

    private volatile ConnectionStatus status = ConnectionStatus.STOPPED;
    private Frames frames = Frames.BINARY;
    private boolean wanted;
    private boolean network = true;
    private boolean tokenWasRenewed;
    private String token = "";
    private @Nullable Link link;
    private Loop.Timer retry = () -> {};
    private Loop.Timer renewal = () -> {};
    private Instant onlineSince = Instant.EPOCH;

    /** Who is told, on the loop. */
    public interface Owner {
        void status(ConnectionStatus status, @Nullable KithException reason);

        void online(Link link, Welcome welcome);

        void offline();

        void frame(Link link, ServerFrame frame);
    }

    public Connector(
            OkHttpClient http,
            Gateway gateway,
            Credentials credentials,
            Loop loop,
            Owner owner,
            LongSupplier cursor,
            ServerClock clock) {
        this.http = http;
        this.gateway = gateway;
        this.credentials = credentials;
        this.loop = loop;
        this.owner = owner;
        this.cursor = cursor;
        this.clock = clock;
        credentials.onRenewed(fresh -> loop.execute(() -> renew(fresh)));
    }

    /** From any thread. */
    public ConnectionStatus status() {
        return status;
    }

    public Optional<Link> link() {
        return status == ConnectionStatus.ONLINE ? Optional.ofNullable(link) : Optional.empty();
    }

    /** How frames cross the next link. */
    public void format(SocketFormat format) {
        frames = Frames.of(format);
    }

    public void start(CompletableFuture<Void> started) {
        if (status == ConnectionStatus.ONLINE) {
            started.complete(null);
            return;
        }
        starting.add(started);
        wanted = true;
        if (status != ConnectionStatus.CONNECTING) {
            backoff.reset();
            connect();
        }
    }

    public void stop() {
        wanted = false;
        drop();
        become(ConnectionStatus.STOPPED, null);
        fail(KithException.noAnswer("stopped", null));
    }

    /** The user signed this device out. */
    public void signedOut() {
        drop();
        giveUp(ConnectionStatus.SIGNED_OUT, KithException.of(ErrorCode.REVOKED, "Signed out."));
    }

    /** What the platform says of the network: without one nothing is tried, with one again at once. */
    public void network(boolean available) {
        network = available;
        if (wanted && !available) {
            drop();
            become(ConnectionStatus.NO_NETWORK, null);
        } else if (wanted && status != ConnectionStatus.ONLINE && status != ConnectionStatus.CONNECTING) {
            backoff.reset();
            connect();
        }
    }

    private void connect() {
        retry.cancel();
        if (!network) {
            become(ConnectionStatus.NO_NETWORK, null);
            return;
        }
        become(ConnectionStatus.CONNECTING, null);
        openWith(credentials.accessToken());
    }

    private void openWith(CompletableFuture<String> coming) {
        var unused = coming.whenComplete((fresh, failure) -> loop.execute(() -> {
            if (!wanted || link != null || status != ConnectionStatus.CONNECTING) {
                return;
            }
            if (failure == null) {
                open(fresh);
            } else {
                tokenWasRenewed = false;
                withoutToken(KithException.from(failure));
            }
        }));
    }

    private void open(String fresh) {
        token = fresh;
        link = Link.open(new Link.Road(http, gateway.server().url(), frames), fresh, loop, this, cursor);
    }

    private void withoutToken(KithException failure) {
        if (mayPass(failure)) {
            tryLater(failure, failure.retryAfter().orElseGet(backoff::next));
        } else {
            giveUp(signedOut(failure.code()) ? ConnectionStatus.SIGNED_OUT : ConnectionStatus.AUTH_FAILED, failure);
        }
    }

    private static boolean mayPass(KithException failure) {
        int status = failure.code().status();
        return !failure.isAnswer()
                || failure.retryAfter().isPresent()
                || status == ErrorCode.TOO_MANY.status()
                || status >= 500;
    }

    private static boolean signedOut(ErrorCode code) {
        return code == ErrorCode.REVOKED || code == ErrorCode.REFRESH_REUSED;
    }

    @Override
    public void welcomed(Link from, Welcome welcome) {
        if (from != link) {
            return;
        }
        tokenWasRenewed = false;
        onlineSince = clock.now();
        try {
            owner.online(from, welcome);
        } catch (RuntimeException unready) {
            // Half begun, it would neither receive nor send, and nobody would come back to it.
            LOG.log(Level.WARNING, "the connection cannot be used", unready);
            drop();
            tryLater(
                    KithException.noAnswer("The connection cannot be used: " + unready.getMessage(), unready),
                    backoff.next());
            return;
        }
        become(ConnectionStatus.ONLINE, null);
        starting.forEach(started -> started.complete(null));
        starting.clear();
        renewInTime();
    }

    @Override
    public void arrived(Link from, ServerFrame frame) {
        if (from != link) {
            return;
        }
        if (frame.hasGoAway()) {
            drop();
            var pause = Duration.ofMillis(Math.max(0, frame.getGoAway().getReconnectAfter()));
            tryLater(KithException.noAnswer("The server node stops.", null), backoff.spread(pause));
        } else {
            owner.frame(from, frame);
        }
    }

    @Override
    public void ended(Link from, int code, String reason) {
        if (from != link) {
            return;
        }
        drop();
        switch (code) {
            case Link.REVOKED ->
                giveUp(ConnectionStatus.SIGNED_OUT, KithException.of(ErrorCode.REVOKED, "This device was signed out."));
            case Link.REPLACED ->
                giveUp(
                        ConnectionStatus.SUSPENDED,
                        KithException.of(ErrorCode.UNAVAILABLE, "Another connection of this device took over."));
            case Link.NOT_AUTHENTICATED -> replaceToken(KithException.of(ErrorCode.UNAUTHENTICATED, reason));
            default -> {
                if (Duration.between(onlineSince, clock.now()).compareTo(STABLE_AFTER) > 0) {
                    backoff.reset();
                }
                tryLater(KithException.noAnswer("The connection is lost (" + reason + ")", null), backoff.next());
            }
        }
    }

    /** Once: a fresh token that is refused too will not get better. */
    private void replaceToken(KithException reason) {
        if (tokenWasRenewed) {
            giveUp(ConnectionStatus.AUTH_FAILED, reason);
            return;
        }
        tokenWasRenewed = true;
        become(ConnectionStatus.CONNECTING, null);
        openWith(credentials.replacementOf(token, reason));
    }

    private void tryLater(KithException reason, Duration pause) {
        become(ConnectionStatus.OFFLINE, reason);
        if (wanted) {
            retry.cancel();
            retry = loop.after(pause, () -> {
                if (wanted && link == null) {
                    connect();
                }
            });
        }
    }

    private void giveUp(ConnectionStatus end, KithException reason) {
        wanted = false;
        tokenWasRenewed = false;
        become(end, reason);
        fail(reason);
    }

    private void fail(KithException reason) {
        starting.forEach(started -> started.completeExceptionally(reason));
        starting.clear();
    }

    private void drop() {
        retry.cancel();
        renewal.cancel();
        var gone = link;
        if (gone != null) {
            link = null;
            gone.close();
            owner.offline();
        }
    }

    private void renewInTime() {
        renewal.cancel();
        credentials.renewAt().ifPresent(at -> {
            var pause = Duration.between(clock.now(), at).plusMillis(50);
            renewal = loop.after(pause.isNegative() ? Duration.ZERO : pause, this::renewNow);
        });
    }

    /** The new token comes back through onRenewed; without an answer it is tried again a little later. */
    private void renewNow() {
        var unused = credentials.accessToken().whenComplete((fresh, failure) -> {
            if (failure != null && mayPass(KithException.from(failure))) {
                loop.execute(() -> renewal = loop.after(RENEW_AGAIN, this::renewInTime));
            }
        });
    }

    private void renew(String fresh) {
        if (link == null || status != ConnectionStatus.ONLINE || fresh.equals(token)) {
            return;
        }
        token = fresh;
        var frame = ClientFrame.newBuilder().setRenew(Renew.newBuilder().setAccessToken(fresh));
        link.ask(frame, done -> renewInTime(), refused -> {});
    }

    private void become(ConnectionStatus next, @Nullable KithException reason) {
        if (next != status || reason != null) {
            status = next;
            owner.status(next, reason);
        }
    }
}
