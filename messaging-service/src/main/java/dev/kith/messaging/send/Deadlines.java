package dev.kith.messaging.send;

import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.socket.Send;
import dev.kith.kit.problem.ProblemException;
import dev.kith.messaging.inbox.InboxReader;
import dev.kith.messaging.people.Peer;
import dev.kith.messaging.rules.AppRules;
import dev.kith.messaging.session.SessionRegistry;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/// Until when a message waits for a device of its recipient.
@ApplicationScoped
class Deadlines {
    private final SessionRegistry sessions;
    private final InboxReader inbox;
    private final AppRules rules;
    private final Clock clock;
    private final SendSettings settings;

    Deadlines(SessionRegistry sessions, InboxReader inbox, AppRules rules, Clock clock, SendSettings settings) {
        this.sessions = sessions;
        this.inbox = inbox;
        this.rules = rules;
        this.clock = clock;
        this.settings = settings;
    }

    /// In epoch milliseconds. Fails with `user-offline` if the message is for those online now, and the
    /// recipient is not; but one that was accepted before is accepted again.
    Future<Long> of(Sender sender, Peer recipient, Send send) {
        long now = clock.millis();
        if (!send.hasExpiresInSeconds()) {
            return rules.of(sender.caller().app())
                    .map(app -> now + app.expiry().orElseGet(settings::expiry).toMillis());
        }
        if (send.getExpiresInSeconds() > 0) {
            return Future.succeededFuture(now + send.getExpiresInSeconds() * 1_000);
        }
        long soon = now + settings.onlineOnly().toMillis();
        if (recipient.asks()) {
            // Who is not let in does not learn who is online either.
            return ifRepeated(sender, send, soon);
        }
        return sessions.isOnline(recipient.uid())
                .compose(online -> online ? Future.succeededFuture(soon) : ifRepeated(sender, send, soon));
    }

    private Future<Long> ifRepeated(Sender sender, Send send, long soon) {
        return inbox.contentHash(sender.caller().uid(), sender.messageId(send.getId()))
                .map(stored -> {
                    if (stored.isEmpty()) {
                        throw new ProblemException(ErrorCode.USER_OFFLINE, "The recipient is not online.");
                    }
                    return soon;
                });
    }
}
