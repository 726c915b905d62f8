package dev.kith.client;

import java.util.concurrent.Flow.Publisher;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What {@link KithListener} is told, as publishers; and what is stored, page by page as it is asked for.
 *
 * <pre>{@code
 * kith.flows().messages().subscribe(new Flow.Subscriber<>() {
 *     private Flow.Subscription subscription;
 *
 *     public void onSubscribe(Flow.Subscription begun) {
 *         subscription = begun;
 *         subscription.request(1);
 *     }
 *
 *     public void onNext(Message message) {
 *         handle(message).thenRun(() -> subscription.request(1));
 *     }
 *
 *     public void onError(Throwable impossible) {}
 *
 *     public void onComplete() {}
 * });
 * }</pre>
 *
 * <p><b>Promise.</b> Each subscriber has, in order, all that happens from its subscription on. No publisher has a buffer that could
 * overflow: the first event that its subscriber has not asked for waits, and all that would be told after it, to listeners too. What
 * comes into the inbox meanwhile stays at the server, which hears that this device has a message when every subscriber has
 * returned from it; what is told only to who is online, such as presence, waits here, as it does behind a listener that blocks. Whoever
 * wants no more cancels.
 *
 * <p><b>Threading.</b> Events come where listeners are called ({@link Kith#setListenerExecutor}), one at a time; no thread is held by a
 * subscriber that asks for nothing. Pages of {@link #read} come on threads of the client.
 *
 * <p><b>Failure.</b> A subscriber that throws is cancelled and logged, one that asks for less than one thing hears {@code onError}.
 * {@link Kith#close()} and {@link Kith#reset()} complete all events.
 *
 * <p>Any number of subscribers may share a publisher, each from its own beginning and at its own pace.
 */
public final class Flows {
    private final Listeners listeners;
    private final Messages messages;

    Flows(Listeners listeners, Messages messages) {
        this.listeners = listeners;
        this.messages = messages;
    }

    /** {@link KithListener#onMessage}. */
    public Publisher<Message> messages() {
        return events(subscriber -> new KithListener() {
            @Override
            public void onMessage(Message message) {
                subscriber.accept(message);
            }
        });
    }

    /** {@link KithListener#onMessageStatus}. */
    public Publisher<MessageStatusChange> messageStatuses() {
        return events(subscriber -> new KithListener() {
            @Override
            public void onMessageStatus(MessageStatusChange change) {
                subscriber.accept(change);
            }
        });
    }

    /** {@link KithListener#onMessageUpdate}. */
    public Publisher<MessageUpdate> messageUpdates() {
        return events(subscriber -> new KithListener() {
            @Override
            public void onMessageUpdate(MessageUpdate update) {
                subscriber.accept(update);
            }
        });
    }

    /** {@link KithListener#onConnectionStatus}. */
    public Publisher<ConnectionChange> connectionStatuses() {
        return events(subscriber -> new KithListener() {
            @Override
            public void onConnectionStatus(ConnectionStatus status, @Nullable KithException reason) {
                subscriber.accept(new ConnectionChange(status, reason));
            }
        });
    }

    /** {@link KithListener#onFile}. */
    public Publisher<FileTransfer> files() {
        return events(subscriber -> new KithListener() {
            @Override
            public void onFile(FileTransfer transfer) {
                subscriber.accept(transfer);
            }
        });
    }

    /** {@link KithListener#onActivity}. */
    public Publisher<Activity> activities() {
        return events(subscriber -> new KithListener() {
            @Override
            public void onActivity(Activity activity) {
                subscriber.accept(activity);
            }
        });
    }

    /** {@link KithListener#onCallSignal}. */
    public Publisher<CallSignal> callSignals() {
        return events(subscriber -> new KithListener() {
            @Override
            public void onCallSignal(CallSignal signal) {
                subscriber.accept(signal);
            }
        });
    }

    /** {@link KithListener#onRequestAnswered}. */
    public Publisher<RequestAnswer> requestAnswers() {
        return events(subscriber -> new KithListener() {
            @Override
            public void onRequestAnswered(String address, boolean accepted) {
                subscriber.accept(new RequestAnswer(address, accepted));
            }
        });
    }

    /** {@link KithListener#onPresence}. */
    public Publisher<Presence> presences() {
        return events(subscriber -> new KithListener() {
            @Override
            public void onPresence(Presence presence) {
                subscriber.accept(presence);
            }
        });
    }

    /** {@link KithListener#onProfileUpdated}. */
    public Publisher<Profile> profiles() {
        return events(subscriber -> new KithListener() {
            @Override
            public void onProfileUpdated(Profile profile) {
                subscriber.accept(profile);
            }
        });
    }

    /** {@link KithListener#onContactJoined}. */
    public Publisher<ContactJoined> contactsJoined() {
        return events(subscriber -> new KithListener() {
            @Override
            public void onContactJoined(ContactJoined contact) {
                subscriber.accept(contact);
            }
        });
    }

    /** {@link KithListener#onContactsSynced}. */
    public Publisher<ContactsSynced> contactsSynced() {
        return events(subscriber -> new KithListener() {
            @Override
            public void onContactsSynced(ContactsSynced progress) {
                subscriber.accept(progress);
            }
        });
    }

    /** {@link KithListener#onGroupChanged}. */
    public Publisher<GroupChange> groupChanges() {
        return events(subscriber -> new KithListener() {
            @Override
            public void onGroupChanged(GroupChange change) {
                subscriber.accept(change);
            }
        });
    }

    /** {@link KithListener#onGroupProfileUpdated}. */
    public Publisher<GroupProfile> groupProfiles() {
        return events(subscriber -> new KithListener() {
            @Override
            public void onGroupProfileUpdated(GroupProfile profile) {
                subscriber.accept(profile);
            }
        });
    }

    /**
     * The messages that the query means, the newest first, each subscriber from the beginning: what {@link Messages#open} reads, and no
     * page before somebody asks for it. Completes behind the last; fails with a {@link KithException}.
     */
    public Publisher<Message> read(HistoryQuery query) {
        return subscriber -> subscriber.onSubscribe(new Pages(messages.open(query), subscriber));
    }

    private <T> Publisher<T> events(Function<Consumer<T>, KithListener> listening) {
        return subscriber -> {
            var events = new Events<T>(listeners, subscriber);
            subscriber.onSubscribe(events);
            events.listen(listening.apply(events));
        };
    }
}
