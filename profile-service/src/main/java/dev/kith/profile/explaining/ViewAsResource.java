package dev.kith.profile.explaining;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.address.Address;
import dev.kith.kit.address.Addresses;
import dev.kith.kit.caller.CurrentUser;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import dev.kith.profile.viewing.View;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The caller's own profile as somebody else sees it.
@Path("/v1/profiles/{address}/view-as/{viewer}")
@Tag(name = "Own profile")
@RolesAllowed(Scopes.USER)
class ViewAsResource {
    private static final String ME = "me";

    private final CurrentUser user;
    private final ViewOwnProfile profile;
    private final RateLimit rate;

    ViewAsResource(CurrentUser user, ViewOwnProfile profile, ViewAsLimits limits) {
        this.user = user;
        this.profile = profile;
        this.rate = new RateLimit("views of the own profile", limits.callsPerMinute(), Duration.ofMinutes(1));
    }

    @GET
    @Operation(
            summary = "The own profile as somebody sees it, each field with the rule that decides",
            description = "The address is the caller's own, or me. A rule is one of public, level, relationship,"
                    + " expired, blocked, owner-only and owner. The viewer is anybody whose profile the caller could ask"
                    + " for; others are unreachable.")
    public Uni<ViewAsAnswer> viewAs(String address, String viewer) {
        var caller = user.get();
        rate.take(Long.toString(caller.uid()));
        return profile.own(caller)
                .invoke(own -> onlyOwn(address, own))
                .flatMap(own -> profile.as(caller, viewer))
                .map(seen -> seen.map(found -> ViewAsAnswer.of(found.view(), found.viewer()))
                        .orElseThrow(ViewAsResource::notOwn));
    }

    private static void onlyOwn(String address, Optional<View> own) {
        var ownAddress = own.orElseThrow(ViewAsResource::notOwn).profile().address();
        if (!address.equals(ME) && !isSame(address, ownAddress)) {
            throw notOwn();
        }
    }

    private static boolean isSame(String given, String own) {
        return switch (Addresses.canonical(given, null)) {
            case Address.Telephone telephone -> telephone.canonical().equals(own);
            case Address.Opaque opaque -> opaque.canonical().equals(own);
            case Address.Invalid invalid -> false;
        };
    }

    // Whether or not there is somebody at that address.
    private static ProblemException notOwn() {
        return new ProblemException(
                ErrorCode.FORBIDDEN, "Only one's own profile can be seen as somebody else sees it.");
    }
}
