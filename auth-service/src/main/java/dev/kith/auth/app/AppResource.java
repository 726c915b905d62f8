package dev.kith.auth.app;

import dev.kith.auth.secret.Secrets;
import dev.kith.auth.text.Given;
import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.CurrentApp;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// Apps, for the operator and for the app's own backend.
@Path("/v1/admin/apps")
@Tag(name = "Apps")
class AppResource {
    private static final int LONGEST_NAME = 64;

    private final Apps apps;
    private final Secrets secrets;
    private final CurrentApp caller;
    private final RateLimit wrongKeys = new RateLimit("wrong root keys", 60, Duration.ofMinutes(1));
    private final RateLimit changes = new RateLimit("calls on the settings of the app", 120, Duration.ofMinutes(1));

    AppResource(Apps apps, Secrets secrets, CurrentApp caller) {
        this.apps = apps;
        this.secrets = secrets;
        this.caller = caller;
    }

    record NewApp(
            @Nullable String name,
            @Nullable String region,
            @Nullable FindableBy discoverability,
            @Nullable Map<String, List<Integer>> levels,
            LookUps.@Nullable Change lookUps,
            MessageSettings.@Nullable Change messages,
            PresenceSettings.@Nullable Change presence) {}

    /// @param key not to be had again
    record Opened(String id, String key, AppSettings settings) {}

    @POST
    @PermitAll // the root key is no token; it is checked here
    @ResponseStatus(201)
    @Operation(summary = "Opens an app (root key); its key is shown this once")
    public Uni<Opened> open(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, @Nullable NewApp request) {
        if (!secrets.isRootKey(Bearer.key(authorization))) {
            wrongKeys.take("all");
            throw Bearer.wrong();
        }
        var app = Given.body(request);
        var name = Given.line("name", app.name(), LONGEST_NAME);
        var settings = AppSettings.USUAL.with(new AppSettings.Change(
                app.region(), app.discoverability(), app.levels(), app.lookUps(), app.messages(), app.presence()));
        return apps.open(name, settings).map(key -> new Opened(key.app(), key.text(), settings));
    }

    record Changed(String id, AppSettings settings) {}

    @PATCH
    @Path("{id}")
    @RolesAllowed(Scopes.APPS_WRITE)
    @Operation(summary = "Changes the settings of the caller's own app; what is not named stays")
    public Uni<Changed> change(String id, AppSettings.@Nullable Change request) {
        var change = Given.body(request);
        if (!id.equals(caller.id())) {
            throw unknown();
        }
        changes.take(id);
        return apps.change(id, change).map(found -> new Changed(id, found.orElseThrow(AppResource::unknown)));
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Scopes.APPS_WRITE)
    @Operation(summary = "The settings of the caller's own app")
    public Uni<Changed> read(String id) {
        if (!id.equals(caller.id())) {
            throw unknown();
        }
        changes.take(id);
        return apps.settings(id).map(found -> new Changed(id, found.orElseThrow(AppResource::unknown)));
    }

    private static ProblemException unknown() {
        return new ProblemException(ErrorCode.NOT_FOUND, "There is no such app, or it is not yours.");
    }
}
