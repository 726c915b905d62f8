package dev.kith.messaging.post;

import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.socket.Send;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import dev.kith.messaging.digest.Sha256;
import dev.kith.messaging.inbox.ContentHash;
import dev.kith.messaging.people.People;
import dev.kith.messaging.post.MessageKeys.Taken;
import dev.kith.messaging.send.SendMessage;
import dev.kith.messaging.send.SendOutcome;
import dev.kith.messaging.send.SendOutcome.Accepted;
import dev.kith.messaging.send.Sender;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// Sends a message that comes by a call, as [SendMessage] sends those of devices.
///
/// With a key, all calls that have it are about one message: the id stands before anything is written to the log, so a
/// repeat says the same again, and one whose message was accepted is answered as the first was. A key that was given
/// with another message is `key-reused`.
@ApplicationScoped
class PostMessage {
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final SendMessage sendMessage;
    private final MessageKeys keys;
    private final CallIds ids;
    private final People people;
    private final RateLimit rate;

    PostMessage(SendMessage sendMessage, MessageKeys keys, CallIds ids, People people, PostSettings settings) {
        this.sendMessage = sendMessage;
        this.keys = keys;
        this.ids = ids;
        this.people = people;
        this.rate = new RateLimit("messages by calls of this app", settings.appRate(), settings.appRateWindow());
    }

    /// Who sends what.
    ///
    /// @param byBackend the app's backend speaks for the user
    /// @param send without an id
    record Posting(Caller caller, boolean byBackend, Send send, Optional<String> key) {
        private UUID keyDigest() {
            var digest = ByteBuffer.wrap(Sha256.of(key.orElseThrow()));
            return new UUID(digest.getLong(), digest.getLong());
        }

        private Sender sender(String address, int id) {
            return new Sender(caller, address, id, id, byBackend);
        }
    }

    /// Fails with a [ProblemException] if nothing of it was written, and with anything else if that is not known.
    Future<Accepted> post(Posting posting) {
        rate.take(posting.caller().app());
        return address(posting)
                .compose(address -> posting.key().isPresent() ? once(posting, address) : any(posting, address));
    }

    private Future<String> address(Posting posting) {
        return people.addressOf(posting.caller().uid(), posting.caller().app()).map(address -> {
            if (!address.isEmpty()) {
                return address;
            }
            // A user with a token is one; the news of it is on its way.
            throw posting.byBackend()
                    ? new ProblemException(ErrorCode.NOT_FOUND, "The app has no such user.")
                    : ProblemException.retryAfter(
                            ErrorCode.UNAVAILABLE, "Your account is still being set up.", TRY_AGAIN);
        });
    }

    private Future<Accepted> any(Posting posting, String address) {
        return ids.next(posting.caller().uid()).compose(id -> send(posting, address, id, true));
    }

    private Future<Accepted> once(Posting posting, String address) {
        long uid = posting.caller().uid();
        var key = posting.keyDigest();
        return keys.take(uid, key, ContentHash.of(posting.send())).compose(taken -> {
            if (!taken.same()) {
                return Future.failedFuture(
                        new ProblemException(ErrorCode.KEY_REUSED, "Take a new key for another message."));
            }
            return taken.acceptedAt() != 0
                    ? Future.succeededFuture(new Accepted(messageId(uid, taken), taken.acceptedAt()))
                    : send(posting, address, taken.id(), taken.fresh())
                            .compose(sent -> keys.accepted(uid, key, sent.acceptedAt())
                                    .map(at -> new Accepted(sent.messageId(), at)));
        });
    }

    private Future<Accepted> send(Posting posting, String address, int id, boolean unused) {
        var send = posting.send().toBuilder().setId(id).build();
        return sendMessage
                .send(posting.sender(address, id), send, unused)
                .outcome()
                .map(outcome -> switch (outcome) {
                    case Accepted accepted -> accepted;
                    case SendOutcome.Refused refused -> throw refused.problem();
                });
    }

    private static long messageId(long uid, Taken taken) {
        return uid << Integer.SIZE | Integer.toUnsignedLong(taken.id());
    }
}
