package dev.kith.presence.watch;

import dev.kith.kit.caller.CurrentUser;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.limit.RateLimit;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Watching others.
@Path("/v1/presence/watch")
@Tag(name = "presence")
class WatchResource {
    private final WatchPresence watchPresence;
    private final CurrentUser user;
    private final WatchConfiguration configuration;
    private final RateLimit limit;

    WatchResource(WatchPresence watchPresence, CurrentUser user, WatchConfiguration configuration) {
        this.watchPresence = watchPresence;
        this.user = user;
        this.configuration = configuration;
        this.limit = new RateLimit("watches", configuration.callsPerMinute(), Duration.ofMinutes(1));
    }

    @PUT
    @RolesAllowed(Scopes.USER)
    @Operation(
            summary = "Watch people",
            description = "Replaces whom this device watches; answers their presence as of now. Renew before the lease "
                    + "ends; an empty list releases.")
    public Uni<WatchAnswer> watch(@Nullable WatchRequest request) {
        var caller = user.get();
        limit.take(Long.toString(caller.uid()));
        var addresses = WatchRequest.checked(request, configuration.mostAddresses());
        return watchPresence
                .watch(caller, addresses)
                .map(watched -> new WatchAnswer(
                        watched.stream().map(WatchAnswer::entry).toList(),
                        configuration.lease().toSeconds()));
    }
}
