package dev.kith.client;

import java.util.List;
import java.util.concurrent.Flow;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Stored messages for one subscriber: reads what it has asked for, one page after the other, and nothing ahead. */
final class Pages implements Flow.Subscription {
    private static final int LARGEST = 100;
    private static final Logger LOG = Logger.getLogger(Pages.class.getName());

    private final ReadSession session;
    private final Flow.Subscriber<? super Message> subscriber;
    private long asked;
    private boolean reading;

    /** It asked for less than one thing, and hears so behind the page that is coming. */
    private boolean wrong;

    private boolean over;

    Pages(ReadSession session, Flow.Subscriber<? super Message> subscriber) {
        this.session = session;
        this.subscriber = subscriber;
    }

    @Override
    public void request(long more) {
        synchronized (this) {
            wrong = wrong || more < 1;
            asked = asked + Math.max(more, 1) < 0 ? Long.MAX_VALUE : asked + Math.max(more, 1);
        }
        read();
    }

    @Override
    public void cancel() {
        finish(() -> {});
    }

    private void read() {
        int size;
        boolean isWrong;
        synchronized (this) {
            if (over || reading || asked == 0) {
                return;
            }
            reading = true;
            isWrong = wrong;
            size = (int) Math.min(asked, LARGEST);
            asked = asked == Long.MAX_VALUE ? asked : asked - size;
        }
        if (isWrong) {
            finish(() -> subscriber.onError(Events.askedForNothing()));
            return;
        }
        var unused = session.read(size).whenComplete((page, failure) -> arrived(page, size, failure));
    }

    private void arrived(@Nullable List<Message> page, int size, @Nullable Throwable failure) {
        if (page == null || failure != null) {
            var why = failure == null ? new IllegalStateException("no page") : failure;
            finish(() -> subscriber.onError(KithException.from(why)));
            return;
        }
        page.forEach(this::hand);
        if (page.size() < size) {
            finish(subscriber::onComplete);
            return;
        }
        synchronized (this) {
            reading = false;
        }
        read();
    }

    private void hand(Message message) {
        if (isOver()) {
            return;
        }
        try {
            subscriber.onNext(message);
        } catch (RuntimeException thrown) {
            LOG.log(Level.WARNING, "a subscriber threw and hears no more", thrown);
            cancel();
        }
    }

    private synchronized boolean isOver() {
        return over;
    }

    private void finish(Runnable lastWord) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        session.close();
        lastWord.run();
    }
}
