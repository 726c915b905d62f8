package dev.kith.auth.verification;

import dev.kith.auth.secret.Environment;
import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The codes that [DevelopmentCodes] keeps. In production there is nothing at this path.
@Path("/dev/codes")
@Tag(name = "Development")
class DevelopmentCodesResource {
    private final DevelopmentCodes codes;
    private final Environment environment;

    DevelopmentCodesResource(DevelopmentCodes codes, Environment environment) {
        this.codes = codes;
        this.environment = environment;
    }

    record LastCode(String phone, String code) {}

    @GET
    @Path("{phone}")
    @PermitAll // exists only where nothing is worth protecting
    @Operation(summary = "Development only: the last code sent to a number, in E.164")
    public LastCode last(String phone) {
        if (!environment.isDevelopment()) {
            throw new ProblemException(ErrorCode.NOT_FOUND, "There is nothing at this path.");
        }
        return codes.lastFor(phone)
                .map(code -> new LastCode(code.phone(), code.code()))
                .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, "No code was sent to this number."));
    }
}
