package dev.kith.messaging.send;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.kith.contracts.BlockKinds;
import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.event.BlockKind;
import dev.kith.contracts.event.StandingChanged;
import dev.kith.kit.address.Address;
import dev.kith.kit.address.Addresses;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.problem.ProblemException;
import dev.kith.kit.resolve.AddressResolver;
import dev.kith.messaging.people.Peer;
import dev.kith.messaging.people.People;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Whom a user may send to, by the address that they know.
///
/// Those whom the user already has a relationship or a conversation with are answered from the projections, and so is
/// whom the user has blocked, whatever those say of the user. Everybody else, and everybody who may not be written to,
/// takes the one way through contact-sync-service: so "no such user", "hidden" and "has blocked you" look alike, in the
/// answer and in the time that it takes. A yes is remembered for a few seconds; a changed block or restriction is heard
/// of at once.
@ApplicationScoped
public class Recipients {
    private static final int MOST_SENDERS = 50_000;
    private static final int MOST_PEERS = 256;
    private static final @Nullable String NO_REGION = null;
    static final int MESSAGES = BlockKinds.mask(List.of(BlockKind.MESSAGES));
    static final int CALLS = BlockKinds.mask(List.of(BlockKind.CALLS));

    private final People people;
    private final AddressResolver resolver;
    private final Clock clock;
    private final SendSettings settings;
    private final Cache<Long, Map<Known, Remembered>> remembered;

    private record Known(String to, int blocks, boolean byBackend) {}

    private record Remembered(Peer peer, Instant until) {}

    Recipients(People people, AddressResolver resolver, Clock clock, SendSettings settings) {
        this.people = people;
        this.resolver = resolver;
        this.clock = clock;
        this.settings = settings;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(MOST_SENDERS)
                .expireAfterAccess(settings.remember())
                .build();
    }

    /// The recipient. Fails with a [ProblemException]: `unreachable`, `blocked`, `self`, `invalid-number`, `quota`,
    /// `not-allowed`, `unavailable`.
    public Future<Peer> find(Caller sender, String to) {
        return find(sender, to, MESSAGES, false);
    }

    /// As above, for what these kinds of blocks cut. Who asks first is found, and says so. An app's backend finds all
    /// its users: who may find whom is between
    /// them, and the backend knows them anyway. Whether the user may write to them is decided as ever.
    Future<Peer> find(Sender sender, String to, int blocks) {
        return find(sender.caller(), to, blocks, sender.byBackend());
    }

    private Future<Peer> find(Caller sender, String to, int blocks, boolean byBackend) {
        // Taken before anything is read: what is learned goes into the map of then, and a change meanwhile drops that.
        var mine = remembered.get(sender.uid(), uid -> new ConcurrentHashMap<>());
        var key = new Known(to, blocks, byBackend);
        var known = mine.get(key);
        if (known != null && known.until().isAfter(clock.instant())) {
            return Future.succeededFuture(known.peer());
        }
        return ask(sender, key).map(peer -> {
            if (peer.asks()) {
                return peer; // an answer of theirs, given or written, counts from the next message on
            }
            if (mine.size() >= MOST_PEERS) {
                mine.clear();
            }
            mine.put(key, new Remembered(peer, clock.instant().plus(settings.remember())));
            return peer;
        });
    }

    void forget(@Observes StandingChanged changed) {
        if (changed.getPeer() == 0) {
            // Anybody may have to do with whom the app restricts; that happens too seldom to look for who it is.
            remembered.invalidateAll();
            return;
        }
        remembered.invalidate(changed.getOwner());
        remembered.invalidate(changed.getPeer());
    }

    private Future<Peer> ask(Caller sender, Known wanted) {
        return switch (Addresses.canonical(wanted.to(), NO_REGION)) {
            case Address.Telephone number -> askFor(sender, number.canonical(), wanted);
            case Address.Opaque name -> askFor(sender, name.canonical(), wanted);
            case Address.Invalid invalid -> refuse(sender, wanted, invalid.fault());
        };
    }

    private Future<Peer> askFor(Caller sender, String address, Known wanted) {
        var found = people.at(sender.app(), address, sender.uid(), wanted.blocks());
        if (wanted.byBackend()) {
            return found.compose(peer -> decide(sender, peer.orElseThrow(ProblemException::unreachable)));
        }
        return found.compose(there -> there.filter(peer -> peer.blockedByMe() || (peer.known() && !peer.refusesMe()))
                .map(peer -> decide(sender, peer))
                .orElseGet(() -> resolve(sender, address, wanted.blocks())));
    }

    private Future<Peer> resolve(Caller sender, String address, int blocks) {
        return Future.fromCompletionStage(resolver.resolve(sender, address).subscribeAsCompletionStage())
                .compose(found -> people.of(found.uid(), found.address(), sender.uid(), blocks))
                .compose(peer -> decide(sender, peer));
    }

    private static Future<Peer> decide(Caller sender, Peer peer) {
        if (peer.uid() == sender.uid()) {
            return Future.failedFuture(new ProblemException(ErrorCode.SELF, "A message cannot be sent to oneself."));
        }
        if (peer.blockedByMe()) {
            return Future.failedFuture(new ProblemException(ErrorCode.BLOCKED, "You have blocked this user."));
        }
        if (peer.forbidden()) {
            return Future.failedFuture(
                    new ProblemException(ErrorCode.NOT_ALLOWED, "The app does not let you write to this user."));
        }
        return peer.refusesMe() ? Future.failedFuture(ProblemException.unreachable()) : Future.succeededFuture(peer);
    }

    private Future<Peer> refuse(Caller sender, Known wanted, Address.Fault fault) {
        if (fault == Address.Fault.EMPTY) {
            return Future.failedFuture(ProblemException.unreachable());
        }
        // contact-sync-service may know the region in which a national number is meant.
        return fault == Address.Fault.REGION_NEEDED && !wanted.byBackend()
                ? resolve(sender, wanted.to(), wanted.blocks())
                : Future.failedFuture(new ProblemException(
                        fault.ofNumber() ? ErrorCode.INVALID_NUMBER : ErrorCode.INVALID_VALUE, fault.detail()));
    }
}
