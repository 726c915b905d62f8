package dev.kith.auth.user;

import dev.kith.auth.app.FindableBy;
import dev.kith.auth.device.SignIn;
import dev.kith.auth.device.SignedIn;
import dev.kith.auth.device.TokensConfig;
import dev.kith.auth.text.Given;
import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.CurrentApp;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Users, for the backend of their app. Users of other apps answer as unknown.
@Path("/v1/admin/users")
@Tag(name = "Users")
class UserResource {
    private static final Duration SHORTEST_LIFE = Duration.ofMinutes(1);

    private final Users users;
    private final EraseUser eraseUser;
    private final TokensConfig config;
    private final CurrentApp caller;
    private final RateLimit requests = new RateLimit("requests about users", 60_000, Duration.ofMinutes(1));

    UserResource(Users users, EraseUser eraseUser, TokensConfig config, CurrentApp caller) {
        this.users = users;
        this.eraseUser = eraseUser;
        this.config = config;
        this.caller = caller;
    }

    /// @param region of a national number; absent: the app's
    record NewUser(
            @Nullable String address,
            @Nullable String name,
            @Nullable String region,
            @Nullable FindableBy discoverability) {}

    @POST
    @RolesAllowed(Scopes.USERS_WRITE)
    @Operation(summary = "Creates the user of an address, or finds who is there; the rest is for new ones only")
    public Uni<JoinUser.Joined> createOrFind(@Nullable NewUser request) {
        var user = Given.body(request);
        var newcomer = new Newcomer(
                Given.needed("address", user.address()), Newcomer.name(user.name()), user.discoverability());
        return users.createOrFind(app(), newcomer, user.region()).map(found -> found.orElseThrow(() -> unknown("app")));
    }

    /// @param device how the user will recognise it
    /// @param ttl seconds that the access token lives; absent: the usual time
    record Wish(@Nullable String device, @Nullable Long ttl) {}

    @POST
    @Path("{uid}/tokens")
    @RolesAllowed(Scopes.USERS_TOKEN)
    @Operation(summary = "Signs in a user whom the app authenticated itself")
    public Uni<SignedIn> signIn(long uid, @Nullable Wish request) {
        var wish = Given.body(request);
        var device = Given.line("device", wish.device(), SignIn.LONGEST_NAME);
        return users.signIn(new SignIn.Of(uid, app(), device, life(wish.ttl())))
                .map(found -> found.orElseThrow(() -> unknown("user")));
    }

    @DELETE
    @Path("{uid}")
    @RolesAllowed(Scopes.USERS_WRITE)
    @Operation(summary = "Erases a user everywhere")
    public Uni<Void> erase(long uid) {
        return eraseUser
                .erase(app(), uid)
                .invoke(erased -> {
                    if (!erased) {
                        throw unknown("user");
                    }
                })
                .replaceWithVoid();
    }

    private String app() {
        var app = caller.id();
        requests.take(app);
        return app;
    }

    private Duration life(@Nullable Long ttl) {
        if (ttl == null) {
            return Duration.ZERO;
        }
        if (ttl < SHORTEST_LIFE.toSeconds() || ttl > config.longestAccessLife().toSeconds()) {
            throw Given.invalid(
                    "ttl",
                    "is not within " + SHORTEST_LIFE.toSeconds() + " to "
                            + config.longestAccessLife().toSeconds() + " seconds");
        }
        return Duration.ofSeconds(ttl);
    }

    private static ProblemException unknown(String what) {
        return new ProblemException(ErrorCode.NOT_FOUND, "There is no such " + what + ".");
    }
}
