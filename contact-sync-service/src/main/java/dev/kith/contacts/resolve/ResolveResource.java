package dev.kith.contacts.resolve;

import dev.kith.contacts.resolve.ResolveAddresses.Resolved;
import dev.kith.contracts.ErrorCode;
import dev.kith.kit.address.Addresses;
import dev.kith.kit.caller.CurrentUser;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import dev.kith.kit.resolve.AddressResolver;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Addresses to users, for the other services, which ask in the name and with the token of their caller. Not routed
/// by the gateway.
@Path("/internal/v1/resolve")
@Tag(name = "Internal")
@RolesAllowed(Scopes.USER)
public class ResolveResource {
    private static final int CALLS_PER_MINUTE = 1_200;

    private final CurrentUser caller;
    private final ResolveAddresses resolveAddresses;
    private final RateLimit limit = new RateLimit("look-ups", CALLS_PER_MINUTE, Duration.ofMinutes(1));

    ResolveResource(CurrentUser caller, ResolveAddresses resolveAddresses) {
        this.caller = caller;
        this.resolveAddresses = resolveAddresses;
    }

    @POST
    @Operation(summary = "Who is behind these addresses, as far as the caller may know")
    public Uni<ResolveAnswer> resolve(@Nullable ResolveRequest request) {
        var user = caller.get();
        limit.take(String.valueOf(user.uid()));
        if (request == null || request.addresses() == null) {
            throw new ProblemException(ErrorCode.INVALID_VALUE, "addresses are needed.");
        }
        if (request.addresses().size() > AddressResolver.MOST) {
            throw new ProblemException(ErrorCode.TOO_LARGE, "At most " + AddressResolver.MOST + " addresses a call.");
        }
        return resolveAddresses
                .resolve(user.uid(), user.app(), request.addresses(), region(request.region()))
                .map(ResolveResource::answer);
    }

    private static @Nullable String region(@Nullable String given) {
        if (given == null) {
            return null;
        }
        var region = given.toUpperCase(Locale.ROOT);
        if (!Addresses.isRegion(region)) {
            throw new ProblemException(
                    ErrorCode.INVALID_VALUE, "region is an ISO 3166 code of two letters that has telephones.");
        }
        return region;
    }

    private static ResolveAnswer answer(List<Resolved> resolved) {
        var results = new ArrayList<ResolveAnswer.Result>(resolved.size());
        for (int index = 0; index < resolved.size(); index++) {
            results.add(result(index, resolved.get(index)));
        }
        return new ResolveAnswer(results);
    }

    private static ResolveAnswer.Result result(int index, Resolved resolved) {
        return switch (resolved) {
            case Resolved.Found found -> ResolveAnswer.Result.found(index, found.address(), found.uid());
            case Resolved.Unreachable unreachable ->
                ResolveAnswer.Result.refused(
                        index,
                        ErrorCode.UNREACHABLE,
                        ProblemException.unreachable().detail());
            case Resolved.Invalid invalid ->
                ResolveAnswer.Result.refused(index, ErrorCode.INVALID_NUMBER, "Not an address: " + invalid.reason());
            case Resolved.OverQuota none ->
                ResolveAnswer.Result.refused(index, ErrorCode.QUOTA, "No look-ups of new addresses are left for now.");
        };
    }
}
