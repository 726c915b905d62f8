package dev.kith.kit.caller;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import jakarta.enterprise.context.RequestScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// The user who makes this request, from the verified token. Only for endpoints that are open to [Scopes#USER].
@RequestScoped
public class CurrentUser {
    private final JsonWebToken token;

    CurrentUser(JsonWebToken token) {
        this.token = token;
    }

    /// The caller, with the token itself for calls in their name.
    public Caller get() {
        return Caller.of(token).orElseThrow(() -> new ProblemException(ErrorCode.FORBIDDEN, "This is for users only."));
    }
}
