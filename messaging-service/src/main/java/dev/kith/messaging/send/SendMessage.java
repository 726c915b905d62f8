package dev.kith.messaging.send;

import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.event.GroupRecord;
import dev.kith.contracts.event.InboxRecord;
import dev.kith.contracts.event.StoredMessage;
import dev.kith.contracts.socket.Disappearing.After;
import dev.kith.contracts.socket.Send;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import dev.kith.messaging.groupinbox.GroupDoor;
import dev.kith.messaging.inbox.ContentHash;
import dev.kith.messaging.inbox.InboxReader;
import dev.kith.messaging.log.InboxLog;
import dev.kith.messaging.log.NotAppended;
import dev.kith.messaging.people.Peer;
import dev.kith.messaging.send.SendOutcome.Accepted;
import dev.kith.messaging.send.SendOutcome.Refused;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Accepts a message into the recipient's inbox and the sender's own, from which each device reads at its own pace.
///
/// Idempotent per sender: a device that saw no answer repeats the send with the same id, and the message is
/// stored once. On [Accepted] every record of it is acknowledged by the log; it is not yet delivered. The
/// sender's own copy is appended first: a recipient never holds a message of which its sender can know nothing.
/// A message to a group is one record, from which its writer makes the copies.
@ApplicationScoped
public class SendMessage {
    private static final Logger LOG = Logger.getLogger(SendMessage.class);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final Recipients recipients;
    private final Forwarding forwarding;
    private final GroupDoor groups;
    private final Deadlines deadlines;
    private final InboxReader inbox;
    private final InboxLog log;
    private final Clock clock;
    private final SendSettings settings;
    private final RateLimit rate;

    SendMessage(
            Recipients recipients,
            Forwarding forwarding,
            GroupDoor groups,
            Deadlines deadlines,
            InboxReader inbox,
            InboxLog log,
            Clock clock,
            SendSettings settings) {
        this.recipients = recipients;
        this.forwarding = forwarding;
        this.groups = groups;
        this.deadlines = deadlines;
        this.inbox = inbox;
        this.log = log;
        this.clock = clock;
        this.settings = settings;
        this.rate = new RateLimit("messages", settings.rate(), settings.rateWindow());
    }

    /// A message on its way.
    ///
    /// @param placed done when its place in the log's order is taken, so that the next may follow
    /// @param outcome done when all is known
    public record Sending(Future<Void> placed, Future<SendOutcome> outcome) {
        public static Sending over(SendOutcome outcome) {
            return new Sending(Future.succeededFuture(), Future.succeededFuture(outcome));
        }
    }

    /// Checks the message, finds its recipient and appends it to the log.
    ///
    /// @param unused the id was never used, for certain; otherwise it is looked up
    public Sending send(Sender sender, Send send, boolean unused) {
        try {
            rate.take(Long.toString(sender.caller().uid()));
            Draft.check(send, settings.maxBodyBytes());
            checkId(sender, send);
        } catch (ProblemException refusal) {
            return Sending.over(Refused.of(refusal));
        }
        var appended = forwarding
                .fill(sender, send)
                .compose(filled -> addressed(sender, filled))
                .compose(drafted -> unused ? Future.succeededFuture(drafted) : unlessConflict(drafted))
                .map(addressed -> append(sender.caller().app(), addressed));
        return new Sending(
                appended.<Void>mapEmpty().otherwiseEmpty(),
                appended.otherwise(refusal -> Future.succeededFuture(nothingWritten(refusal)))
                        .compose(outcome -> outcome));
    }

    private static void checkId(Sender sender, Send send) {
        if (!sender.owns(send.getId())) {
            throw new ProblemException(
                    ErrorCode.ID_OUT_OF_BLOCK,
                    "The id is not within %d..%d, the block of this device."
                            .formatted(
                                    Integer.toUnsignedLong(sender.firstId()), Integer.toUnsignedLong(sender.lastId())));
        }
    }

    /// @param peer to whom it goes; empty: to a group
    private record Addressed(StoredMessage message, Optional<Peer> peer) {}

    private Future<Addressed> addressed(Sender sender, Send send) {
        if (send.getGroup() == 0) {
            return recipients
                    .find(sender, send.getTo(), send.getCallValue() == 0 ? Recipients.MESSAGES : Recipients.CALLS)
                    .compose(peer -> toPeer(sender, peer, send));
        }
        if (!send.getTo().isEmpty()) {
            return Future.failedFuture(
                    new ProblemException(ErrorCode.INVALID_VALUE, "A message goes to one person or to one group."));
        }
        return groups.check(sender.caller(), send.getGroup())
                .map(mayWrite -> new Addressed(
                        message(sender, send).setGroup(send.getGroup()).build(), Optional.empty()));
    }

    private Future<Addressed> toPeer(Sender sender, Peer peer, Send send) {
        if (peer.asks() && send.getCallValue() != 0) {
            return Future.failedFuture(ProblemException.unreachable());
        }
        return deadlines.of(sender, peer, send).map(deadline -> {
            var message = message(sender, send)
                    .setRecipient(peer.uid())
                    .setRecipientAddress(peer.address())
                    .setExpiresAt(deadline);
            return new Addressed(message.build(), Optional.of(peer));
        });
    }

    private StoredMessage.Builder message(Sender sender, Send send) {
        var after = send.getDisappear().getAfter();
        var message = StoredMessage.newBuilder()
                .setId(sender.messageId(send.getId()))
                .setSender(sender.caller().uid())
                .setSenderAddress(sender.address())
                .setAcceptedAt(clock.millis())
                .setType(send.getType())
                .setDeliveryReceipt(send.getDeliveryReceipt() || after == After.DELIVERY)
                .setReadReceipt(send.getReadReceipt() || after == After.READING)
                .setDisappear(send.getDisappear().getSeconds() << 2 | after.getNumber())
                .setReplyTo(send.getReplyTo())
                .setForwarded(send.getForward() != 0)
                .setCall(send.getCallValue())
                .putAllProperties(send.getPropertiesMap());
        switch (send.getBodyCase()) {
            case TEXT -> message.setTextBytes(send.getTextBytes());
            case DATA -> message.setData(send.getData());
            case BODY_NOT_SET -> {}
        }
        return message;
    }

    /// Two messages of one id would both reach their recipients, were they different people. The writer finds what
    /// slips through here, and tells the sender.
    private Future<Addressed> unlessConflict(Addressed addressed) {
        var message = addressed.message();
        return inbox.contentHash(message.getSender(), message.getId()).compose(stored -> {
            if (stored.isPresent() && stored.get() != ContentHash.of(message)) {
                return Future.failedFuture(new ProblemException(
                        ErrorCode.ID_CONFLICT, "This id was used for another message; take a new one."));
            }
            return Future.succeededFuture(addressed);
        });
    }

    private Future<SendOutcome> append(String app, Addressed addressed) {
        var message = addressed.message();
        return written(app, addressed)
                .<SendOutcome>map(written -> new Accepted(message.getId(), message.getAcceptedAt()))
                .recover(failure -> failure instanceof NotAppended
                        ? Future.succeededFuture(nothingWritten(failure))
                        : Future.failedFuture(failure));
    }

    private Future<Void> written(String app, Addressed addressed) {
        var message = addressed.message();
        if (addressed.peer().isEmpty()) {
            return log.append(GroupRecord.newBuilder()
                    .setGroup(message.getGroup())
                    .setApp(app)
                    .setMessage(message)
                    .build());
        }
        var record = InboxRecord.newBuilder().setApp(app);
        var own = record.setOwner(message.getSender()).setMessage(message).build();
        var peer = addressed.peer().get();
        if (peer.asks() && peer.declined()) {
            return log.append(List.of(own)); // for its sender it is a message like any other
        }
        return log.append(List.of(
                own,
                record.setOwner(message.getRecipient())
                        .setMessage(peer.asks() ? request(message) : message)
                        .build()));
    }

    /// As it comes to somebody who is asked first: nothing that they do with it is told, nor that they do nothing.
    private static StoredMessage request(StoredMessage message) {
        return message.toBuilder()
                .setRequest(true)
                .clearDeliveryReceipt()
                .clearReadReceipt()
                .clearExpiresAt()
                .build();
    }

    private static SendOutcome nothingWritten(Throwable failure) {
        if (failure instanceof ProblemException problem) {
            return Refused.of(problem);
        }
        LOG.warnf("a message could not be accepted: %s", failure.toString());
        return new Refused(ErrorCode.UNAVAILABLE, "Messages cannot be accepted at the moment.", TRY_AGAIN);
    }
}
