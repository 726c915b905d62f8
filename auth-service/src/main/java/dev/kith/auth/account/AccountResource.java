package dev.kith.auth.account;

import dev.kith.auth.text.Given;
import dev.kith.auth.verification.ClientAddress;
import dev.kith.auth.verification.OneTimeCode;
import dev.kith.auth.verification.StartVerification;
import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.caller.CurrentUser;
import dev.kith.kit.caller.Scopes;
import dev.kith.kit.limit.RateLimit;
import dev.kith.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// The caller's own account.
@Path("/v1/account")
@RolesAllowed(Scopes.USER)
@Tag(name = "Account")
class AccountResource {
    private final CurrentUser user;
    private final ChangeNumber changeNumber;
    private final ExportAccount exportAccount;
    private final EndAccount endAccount;
    private final RateLimit requests = new RateLimit("requests about this account", 60, Duration.ofMinutes(1));
    private final RateLimit codes = new RateLimit("codes for a new number", 20, Duration.ofHours(1));

    AccountResource(CurrentUser user, ChangeNumber changeNumber, ExportAccount exportAccount, EndAccount endAccount) {
        this.user = user;
        this.changeNumber = changeNumber;
        this.exportAccount = exportAccount;
        this.endAccount = endAccount;
    }

    /// @param region of a national number; absent: the app's
    record NewNumber(@Nullable String phone, @Nullable String region) {}

    @POST
    @Path("number")
    @ResponseStatus(202)
    @Operation(summary = "Sends a code to the caller's new number; the same answer whether or not the number is known")
    public Uni<StartVerification.Started> startNumber(@Nullable NewNumber request, @Context HttpServerRequest http) {
        var caller = caller();
        var number = Given.body(request);
        var phone = Given.needed("phone", number.phone());
        codes.take(String.valueOf(caller.uid()));
        return changeNumber.start(caller, phone, number.region(), ClientAddress.of(http));
    }

    record Code(@Nullable String code) {}

    /// @param address the new one
    record Moved(String address) {}

    @POST
    @Path("number/{id}")
    @Operation(summary = "The code makes the new number the caller's; contacts who hold each other are told")
    public Uni<Moved> finishNumber(String id, @Nullable Code request) {
        var code = OneTimeCode.given(Given.body(request).code());
        return changeNumber.finish(caller(), id, code).map(AccountResource::answer);
    }

    @GET
    @Path("export")
    @Operation(summary = "What is held of the account, and where the rest of what is held of the user is to be had")
    public Uni<ExportAccount.Export> export() {
        return exportAccount.export(caller());
    }

    /// @param address the caller's own, as a sign that this account is meant
    record End(@Nullable String address) {}

    @DELETE
    @Operation(summary = "Erases the caller everywhere, for good; the own address confirms it")
    public Uni<Void> end(@Nullable End request) {
        return endAccount.end(
                caller(), Given.needed("address", Given.body(request).address()));
    }

    private Caller caller() {
        var caller = user.get();
        requests.take(String.valueOf(caller.uid()));
        return caller;
    }

    private static Moved answer(ChangeNumber.Outcome outcome) {
        return switch (outcome) {
            case ChangeNumber.Outcome.Moved(var address) -> new Moved(address);
            case ChangeNumber.Outcome.Refused(var why) -> throw why.problem();
            case ChangeNumber.Outcome.Taken taken ->
                throw new ProblemException(
                        ErrorCode.ADDRESS_TAKEN,
                        "This number has an account of its own: sign in with it and delete that account first.");
        };
    }
}
