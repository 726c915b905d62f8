package dev.kith.client;

import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What happens, for one subscriber. It is called where listeners are; what it has not asked for yet is kept here, one thing at most, since
 * nothing else is told before that is handed over.
 */
final class Events<T> implements Flow.Subscription, Consumer<T> {
    private static final Logger LOG = Logger.getLogger(Events.class.getName());

    private final Listeners listeners;
    private final Flow.Subscriber<? super T> subscriber;
    private @Nullable KithListener listener;
    private long asked;
    private @Nullable T kept;
    private boolean over;

    Events(Listeners listeners, Flow.Subscriber<? super T> subscriber) {
        this.listeners = listeners;
        this.subscriber = subscriber;
    }

    /** After the subscriber has its subscription. */
    void listen(KithListener toBe) {
        synchronized (this) {
            if (over) {
                return;
            }
            listener = toBe;
        }
        if (!listeners.add(toBe, this::end)) {
            cancel();
            subscriber.onComplete();
        }
    }

    @Override
    public void accept(T event) {
        synchronized (this) {
            if (over) {
                return;
            }
            if (asked == 0) {
                kept = event;
                listeners.hold();
                return;
            }
            spend();
        }
        hand(event);
    }

    @Override
    public void request(long more) {
        if (more < 1) {
            finish(() -> subscriber.onError(askedForNothing()));
            return;
        }
        T next;
        synchronized (this) {
            if (over) {
                return;
            }
            asked = asked + more < 0 ? Long.MAX_VALUE : asked + more;
            next = kept;
            if (next == null) {
                return;
            }
            kept = null;
            spend();
        }
        listeners.goOn(() -> hand(next));
    }

    /** Names the rule, as the rules want it. */
    static IllegalArgumentException askedForNothing() {
        return new IllegalArgumentException("asked for less than one (rule 3.9 of Reactive Streams)");
    }

    @Override
    public void cancel() {
        finish(null);
    }

    private void end() {
        finish(subscriber::onComplete);
    }

    /** As much as there can be asked for does not end. */
    private void spend() {
        if (asked != Long.MAX_VALUE) {
            asked--;
        }
    }

    private void hand(T event) {
        if (isOver()) {
            return;
        }
        try {
            subscriber.onNext(event);
        } catch (RuntimeException thrown) {
            LOG.log(Level.WARNING, "a subscriber threw and hears no more", thrown);
            cancel();
        }
    }

    private synchronized boolean isOver() {
        return over;
    }

    /** Once; the last word comes where all others did. */
    private void finish(@Nullable Runnable lastWord) {
        boolean held;
        KithListener heard;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            held = kept != null;
            kept = null;
            heard = listener;
        }
        if (heard != null) {
            listeners.remove(heard);
        }
        var last = lastWord == null ? (Runnable) () -> {} : lastWord;
        if (held) {
            listeners.goOn(last);
        } else if (lastWord != null) {
            listeners.then(last);
        }
    }
}
