package dev.kith.profile.following;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.CurrentUser;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The caller's choice whether to follow others without saying so.
@Path("/v1/account/automatic-sync")
@Tag(name = "Relationships")
@RolesAllowed(Scopes.USER)
class AutomaticSyncResource {
    private static final int CALLS_PER_MINUTE = 60; // a switch that is thrown by hand

    private final CurrentUser user;
    private final AutomaticSync setting;
    private final RateLimit rate = new RateLimit("changes of the setting", CALLS_PER_MINUTE, Duration.ofMinutes(1));

    AutomaticSyncResource(CurrentUser user, AutomaticSync setting) {
        this.user = user;
        this.setting = setting;
    }

    record Setting(@Nullable Boolean automaticSync) {}

    @GET
    @Operation(summary = "Whether the caller follows who writes to them and whose profile they open")
    public Uni<Setting> get() {
        return setting.isOn(uid()).map(Setting::new);
    }

    @PUT
    @Operation(summary = "Follow who writes to the caller and whose profile they open, or only whom they choose")
    public Uni<Setting> put(@Nullable Setting wanted) {
        var on = wanted == null ? null : wanted.automaticSync();
        if (on == null) {
            throw new ProblemException(ErrorCode.INVALID_VALUE, "automaticSync is true or false.");
        }
        return setting.turn(uid(), on).replaceWith(new Setting(on));
    }

    private long uid() {
        var caller = user.get();
        rate.take(Long.toString(caller.uid()));
        return caller.uid();
    }
}
