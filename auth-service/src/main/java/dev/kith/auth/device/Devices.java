package dev.kith.auth.device;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.outbox.Outbox;
import dev.kith.kit.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/// A user's view of the own devices. A device that was signed out may no longer look, even while its access
/// token lives: it must not sign out the others.
@ApplicationScoped
public class Devices {
    private final DeviceRepository repository;
    private final SignOut signOut;
    private final Outbox outbox;
    private final Clock clock;

    Devices(DeviceRepository repository, SignOut signOut, Outbox outbox, Clock clock) {
        this.repository = repository;
        this.signOut = signOut;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// A sign-in as its user sees it.
    ///
    /// @param seenAt when it last asked for tokens
    /// @param current whether it is the one that asks
    public record Listed(String id, String name, Instant createdAt, Instant seenAt, boolean current) {}

    /// The caller's sign-ins.
    ///
    /// @throws ProblemException `revoked` for a device that was signed out
    @WithSession
    public Uni<List<Listed>> list(Caller caller) {
        return own(caller)
                .map(all -> all.stream()
                        .map(d -> new Listed(
                                d.did(),
                                d.name(),
                                d.createdAt(),
                                d.rotatedAt(),
                                d.did().equals(caller.device())))
                        .toList());
    }

    /// Signs a device out; `not-found` unless it is a signed-in one of the caller's.
    Uni<Void> signOut(Caller caller, String did) {
        return Panache.withTransaction(() -> own(caller)
                        .flatMap(all -> all.stream()
                                .filter(device -> device.did().equals(did))
                                .findFirst()
                                .map(signOut::revoke)
                                .orElseThrow(() ->
                                        new ProblemException(ErrorCode.NOT_FOUND, "No such device is signed in."))))
                .invoke(outbox::committed);
    }

    @Scheduled(every = "1h", delayed = "1m")
    Uni<Void> forgetExpired() {
        return Panache.withTransaction(
                        () -> signOut.expired().flatMap(told -> repository.forgetExpired(clock.instant())))
                .invoke(outbox::committed)
                .replaceWithVoid();
    }

    private Uni<List<Device>> own(Caller caller) {
        return repository.signedIn(caller.uid(), caller.app(), clock.instant()).invoke(all -> {
            if (all.stream().noneMatch(device -> device.did().equals(caller.device()))) {
                throw new ProblemException(ErrorCode.REVOKED, "This device was signed out; sign in again.");
            }
        });
    }
}
