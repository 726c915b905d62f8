package dev.kith.kit.problem;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.CurrentApp;
import dev.kith.kit.caller.CurrentUser;
import dev.kith.kit.caller.Scopes;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Duration;

/// Endpoints as services have them, for the tests of what all endpoints share.
@Path("/sample")
public class SampleResource {
    public record Thing(int count, String name) {}

    private final CurrentUser user;
    private final CurrentApp app;

    SampleResource(CurrentUser user, CurrentApp app) {
        this.user = user;
        this.app = app;
    }

    @POST
    @PermitAll
    public Thing echo(Thing thing) {
        return thing;
    }

    @GET
    @Path("/user")
    @RolesAllowed(Scopes.USER)
    public long uid() {
        return user.get().uid();
    }

    @GET
    @Path("/app")
    @RolesAllowed(Scopes.USERS_WRITE)
    public String app() {
        return app.id();
    }

    @GET
    @Path("/unannotated")
    public String open() {
        return "nobody should read this";
    }

    @GET
    @Path("/refused")
    @PermitAll
    public String refused() {
        throw ProblemException.tooMany("Slower.", 60, Duration.ofMillis(1_500));
    }

    @GET
    @Path("/spent")
    @PermitAll
    public String spent() {
        throw ProblemException.retryAfter(ErrorCode.QUOTA, "Later.", Duration.ofMinutes(30));
    }

    @GET
    @Path("/away")
    @PermitAll
    public String away() {
        throw new IllegalStateException(new java.net.ConnectException("10.0.0.7:5432"));
    }

    @GET
    @Path("/broken")
    @PermitAll
    public String broken() {
        throw new IllegalStateException("select secret from vault");
    }
}
