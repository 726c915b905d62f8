package dev.kith.contacts.traces;

import dev.kith.contacts.number.Digests;
import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import jakarta.enterprise.context.RequestScoped;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// The address that the caller has proven to hold, by the token that auth-service gave for the one-time code.
@RequestScoped
class ProvenAddress {
    private final JsonWebToken token;
    private final Digests digests;

    ProvenAddress(JsonWebToken token, Digests digests) {
        this.token = token;
        this.digests = digests;
    }

    /// Under every key that lives, the lowest first.
    Map<Integer, UUID> digests() {
        String app = token.getClaim("app");
        String address = token.getClaim("address");
        if (app == null || address == null) {
            throw new ProblemException(ErrorCode.FORBIDDEN, "This is for whoever has proven a number.");
        }
        return digests.ofApp(app).allOf(address);
    }
}
