package dev.kith.auth.traces;

import dev.kith.auth.text.Given;
import dev.kith.auth.verification.ClientAddress;
import dev.kith.auth.verification.OneTimeCode;
import dev.kith.auth.verification.Purpose;
import dev.kith.auth.verification.StartVerification;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// The proof of a number, for people without an account. What it opens is at contact-sync-service,
/// `/v1/traces/books`.
@Path("/v1/traces")
@Tag(name = "Traces")
class TracesResource {
    private final StartVerification startVerification;
    private final ProveTraces proveTraces;

    TracesResource(StartVerification startVerification, ProveTraces proveTraces) {
        this.startVerification = startVerification;
        this.proveTraces = proveTraces;
    }

    record Start(
            @Nullable String app,
            @Nullable String phone,
            @Nullable String region) {}

    @POST
    @PermitAll // for people who have no token
    @ResponseStatus(202)
    @Operation(summary = "Sends a one-time code to a number; the same answer whether or not anything is held about it")
    public Uni<StartVerification.Started> start(@Nullable Start request, @Context HttpServerRequest http) {
        var start = Given.body(request);
        var of = StartVerification.Of.anybody(Given.needed("app", start.app()), Purpose.TRACES);
        var wish = new StartVerification.Wish(of, Given.needed("phone", start.phone()), start.region());
        return startVerification.start(wish, ClientAddress.of(http));
    }

    record Code(@Nullable String code) {}

    record Proven(String token, long expiresIn) {
        @Override
        public String toString() {
            return "a token"; // never itself
        }
    }

    @POST
    @Path("{id}")
    @PermitAll // the code is the proof
    @Operation(summary = "Swaps the code for a token by which /v1/traces/books is open")
    public Uni<Proven> prove(String id, @Nullable Code request) {
        var code = OneTimeCode.given(Given.body(request).code());
        return proveTraces.prove(id, code).map(TracesResource::answer);
    }

    private static Proven answer(ProveTraces.Outcome outcome) {
        return switch (outcome) {
            case ProveTraces.Outcome.Proven(var token) -> new Proven(token, ProveTraces.LIFE.toSeconds());
            case ProveTraces.Outcome.Refused(var why) -> throw why.problem();
        };
    }
}
