package dev.kith.profile.fanout;

import dev.kith.kit.Departure;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Collects the changes of a profile until it rests, so that ten edits in a row are told once, as the profile stands
/// after the last.
///
/// A change that takes something away from anybody closes the window at once. Windows of one profile are told one after
/// the other, of different ones a few at a time.
@Departure("a window is closed by a timer, not by a record that could carry the chain")
@ApplicationScoped
class Windows {
    private final Function<List<ProfileChange>, Uni<Void>> tell;
    private final Vertx vertx;
    private final Clock clock;
    private final FanOutSettings settings;

    // All guarded by this.
    private final Map<Long, Window> openBySubject = new HashMap<>();
    private final Deque<Window> closed = new ArrayDeque<>();
    private final Set<Long> beingTold = new HashSet<>();

    @Inject
    Windows(AnnounceProfile announce, Vertx vertx, Clock clock, FanOutSettings settings) {
        this(announce::announce, vertx, clock, settings);
    }

    Windows(Function<List<ProfileChange>, Uni<Void>> tell, Vertx vertx, Clock clock, FanOutSettings settings) {
        this.tell = tell;
        this.vertx = vertx;
        this.clock = clock;
        this.settings = settings;
    }

    /// Comes back once the followers have been told of this change, alone or with others.
    Uni<Void> told(ProfileChange change) {
        return Uni.createFrom().emitter(waits -> take(change, waits));
    }

    private synchronized void take(ProfileChange change, UniEmitter<? super Void> waits) {
        long now = clock.millis();
        var window = openBySubject.computeIfAbsent(
                change.subject(),
                subject -> new Window(subject, now + settings.longest().toMillis()));
        window.add(change, waits);
        long rest = change.takesAway() ? 0 : settings.rest().toMillis();
        long wait = Math.max(1, window.closesAt(now + rest) - now);
        vertx.cancelTimer(window.timer(vertx.setTimer(wait, timer -> close(window))));
    }

    private void close(Window window) {
        synchronized (this) {
            if (!openBySubject.remove(window.subject(), window)) {
                return;
            }
            closed.add(window);
        }
        tellNext();
    }

    private void tellNext() {
        for (var window : next()) {
            tell.apply(window.changes()).subscribe().with(done -> told(window), failure -> failed(window, failure));
        }
    }

    private synchronized List<Window> next() {
        var next = new ArrayList<Window>();
        var waiting = closed.iterator();
        while (waiting.hasNext() && beingTold.size() < settings.atOnce()) {
            var window = waiting.next();
            if (beingTold.add(window.subject())) {
                waiting.remove();
                next.add(window);
            }
        }
        return next;
    }

    private void told(Window window) {
        over(window);
        window.told();
    }

    private void failed(Window window, Throwable failure) {
        over(window);
        window.failed(failure);
    }

    private void over(Window window) {
        synchronized (this) {
            beingTold.remove(window.subject());
        }
        tellNext();
    }
}
