package dev.kith.auth.verification;

import dev.kith.auth.app.FindableBy;
import dev.kith.auth.device.SignIn;
import dev.kith.auth.text.Given;
import dev.kith.auth.user.Newcomer;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// Sign-up and sign-in by phone.
@Path("/v1/verifications")
@Tag(name = "Sign-up")
class VerificationResource {
    private final StartVerification startVerification;
    private final ConfirmVerification confirmVerification;
    private final MeterRegistry metrics;

    VerificationResource(
            StartVerification startVerification, ConfirmVerification confirmVerification, MeterRegistry metrics) {
        this.startVerification = startVerification;
        this.confirmVerification = confirmVerification;
        this.metrics = metrics;
    }

    record Start(
            @Nullable String app,
            @Nullable String phone,
            @Nullable String region) {}

    @POST
    @PermitAll // nobody has a token before this
    @ResponseStatus(202)
    @Operation(summary = "Sends a one-time code to a number; the same answer whether or not the number is known")
    public Uni<StartVerification.Started> start(@Nullable Start request, @Context HttpServerRequest http) {
        var start = Given.body(request);
        var of = StartVerification.Of.anybody(Given.needed("app", start.app()), Purpose.SIGN_IN);
        var wish = new StartVerification.Wish(of, Given.needed("phone", start.phone()), start.region());
        return startVerification.start(wish, ClientAddress.of(http)).invoke(() -> count("started"));
    }

    record Confirm(
            @Nullable String code,
            @Nullable String device,
            @Nullable String name,
            @Nullable FindableBy discoverability) {}

    /// @param created whether the number was nobody's before
    record Confirmed(
            long uid, String device, String accessToken, String refreshToken, long expiresIn, boolean created) {}

    @POST
    @Path("{id}")
    @PermitAll // the code is the proof
    @Operation(summary = "Swaps the code for tokens; a new number becomes a user")
    public Uni<Confirmed> confirm(String id, @Nullable Confirm request) {
        var confirm = Given.body(request);
        var claim = new ConfirmVerification.Claim(
                OneTimeCode.given(confirm.code()),
                Given.line("device", confirm.device(), SignIn.LONGEST_NAME),
                Newcomer.name(confirm.name()),
                confirm.discoverability());
        return confirmVerification
                .confirm(id, claim)
                .invoke(outcome -> count(name(outcome)))
                .map(VerificationResource::answer);
    }

    private static Confirmed answer(ConfirmVerification.Outcome outcome) {
        return switch (outcome) {
            case ConfirmVerification.Outcome.Confirmed(var t, var created) ->
                new Confirmed(t.uid(), t.device(), t.accessToken(), t.refreshToken(), t.expiresIn(), created);
            case ConfirmVerification.Outcome.Refused(var why) -> throw why.problem();
        };
    }

    private static String name(ConfirmVerification.Outcome outcome) {
        var what = outcome instanceof ConfirmVerification.Outcome.Refused(var why) ? why : outcome;
        return what.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private void count(String outcome) {
        metrics.counter("kith.auth.verifications", "outcome", outcome).increment();
    }
}
