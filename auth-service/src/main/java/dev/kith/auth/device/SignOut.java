package dev.kith.auth.device;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.SessionRevoked;
import dev.kith.kit.event.Event;
import dev.kith.kit.outbox.Outbox;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/// Signs devices out, in the caller's transaction: no refresh token of theirs works any more, and `session.revoked`
/// closes their sockets. Who commits calls [Outbox#committed()].
@ApplicationScoped
public class SignOut {
    private final DeviceRepository devices;
    private final Outbox outbox;
    private final Clock clock;

    SignOut(DeviceRepository devices, Outbox outbox, Clock clock) {
        this.devices = devices;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// All devices of a user.
    public Uni<Void> all(long uid, String app) {
        return devices.signedIn(uid, app, clock.instant()).flatMap(this::revoke);
    }

    /// Devices that let their refresh tokens run out, so that nobody waits for them for ever; some at a time.
    Uni<Void> expired() {
        return devices.silentlyExpired(clock.instant()).flatMap(this::revoke);
    }

    private Uni<Void> revoke(List<Device> all) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(this::revoke)
                .collect()
                .last()
                .replaceWithVoid();
    }

    Uni<Void> revoke(Device device) {
        var now = clock.instant();
        device.revoke(now);
        var revoked = SessionRevoked.newBuilder()
                .setUid(device.uid())
                .setApp(device.app())
                .setDevice(device.did())
                .setRevokedAt(now.toEpochMilli())
                .build();
        return devices.getSession()
                .flatMap(session -> outbox.add(session, Event.of(Topic.SESSION_REVOKED, device.uid(), revoked)));
    }
}
