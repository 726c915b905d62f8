package dev.kith.contacts.traces;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// In how many books a proven number stands, and its way out of them.
@Path("/v1/traces/books")
@Tag(name = "Traces")
@RolesAllowed(Scopes.TRACES)
public class TracesResource {
    private final ProvenAddress proven;
    private final Refusals refusals;
    private final ClearRefused clearRefused;
    private final RateLimit limit = new RateLimit("questions about this number", 60, Duration.ofMinutes(1));

    TracesResource(ProvenAddress proven, Refusals refusals, ClearRefused clearRefused) {
        this.proven = proven;
        this.refusals = refusals;
        this.clearRefused = clearRefused;
    }

    /// @param books that hold the number; never whose
    /// @param refused it is kept out of books from now on; those that still hold it are being cleared
    record Traces(long books, boolean refused) {}

    @GET
    @Operation(summary = "How many books hold the number that the caller has proven")
    public Uni<Traces> count() {
        return refusals.traces(digests());
    }

    @DELETE
    @Operation(summary = "Takes the number out of all books, and keeps it out until somebody signs up with it")
    public Uni<Void> refuse() {
        return refusals.refuse(digests())
                .invoke(refused -> {
                    if (!refused) {
                        throw new ProblemException(
                                ErrorCode.ADDRESS_TAKEN,
                                "This number has an account: sign in to choose who finds it, or to delete it.");
                    }
                })
                .invoke(clearRefused::wake)
                .replaceWithVoid();
    }

    private Map<Integer, UUID> digests() {
        var digests = proven.digests();
        limit.take(digests.values().iterator().next().toString());
        return digests;
    }
}
