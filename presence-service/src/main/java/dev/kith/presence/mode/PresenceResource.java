package dev.kith.presence.mode;

import dev.kith.kit.caller.CurrentUser;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.limit.RateLimit;
import dev.kith.presence.people.Mode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// One's own presence.
@Path("/v1/presence")
@Tag(name = "presence")
class PresenceResource {
    private final ChooseMode chooseMode;
    private final OwnMode ownMode;
    private final CurrentUser user;
    private final RateLimit limit = new RateLimit("calls about your presence", 60, Duration.ofMinutes(1));

    PresenceResource(ChooseMode chooseMode, OwnMode ownMode, CurrentUser user) {
        this.chooseMode = chooseMode;
        this.ownMode = ownMode;
        this.user = user;
    }

    @GET
    @RolesAllowed(Scopes.USER)
    @Operation(summary = "Own mode", description = "visible, or invisible: seen as offline by everybody.")
    public Uni<ModeAnswer> mode() {
        var caller = user.get();
        limit.take(Long.toString(caller.uid()));
        return ownMode.of(caller).map(ModeAnswer::of);
    }

    @PUT
    @RolesAllowed(Scopes.USER)
    @Operation(summary = "Choose own mode", description = "visible, or invisible: seen as offline by everybody.")
    public Uni<ModeAnswer> choose(@Nullable ModeRequest request) {
        var caller = user.get();
        limit.take(Long.toString(caller.uid()));
        Mode mode = ModeRequest.checked(request);
        return chooseMode.choose(caller, mode).map(ModeAnswer::of);
    }
}
