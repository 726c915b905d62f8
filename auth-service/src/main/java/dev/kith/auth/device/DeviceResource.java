package dev.kith.auth.device;

import dev.kith.kit.caller.Caller;
import dev.kith.kit.caller.CurrentUser;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.limit.RateLimit;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The caller's devices.
@Path("/v1/devices")
@RolesAllowed(Scopes.USER)
@Tag(name = "Devices")
class DeviceResource {
    private final Devices devices;
    private final CurrentUser user;
    private final RateLimit requests = new RateLimit("requests about devices", 120, Duration.ofMinutes(1));

    DeviceResource(Devices devices, CurrentUser user) {
        this.devices = devices;
        this.user = user;
    }

    record Answer(List<Devices.Listed> devices) {}

    @GET
    @Operation(summary = "The caller's signed-in devices, the last refreshed first")
    public Uni<Answer> list() {
        return devices.list(caller()).map(Answer::new);
    }

    @DELETE
    @Path("{did}")
    @Operation(summary = "Signs out one of the caller's devices; its sockets close")
    public Uni<Void> signOut(String did) {
        return devices.signOut(caller(), did);
    }

    private Caller caller() {
        var caller = user.get();
        requests.take(String.valueOf(caller.uid()));
        return caller;
    }
}
