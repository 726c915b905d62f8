package dev.kith.kit.caller;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import jakarta.enterprise.context.RequestScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// The app whose backend makes this request. Only for endpoints that are open to one of the admin [Scopes].
@RequestScoped
public class CurrentApp {
    private final JsonWebToken token;

    CurrentApp(JsonWebToken token) {
        this.token = token;
    }

    /// Id of the app that the admin token was given to; no other app can be reached with it.
    public String id() {
        String app = token.getClaim("app");
        if (app == null || !("app:" + app).equals(token.getSubject())) {
            throw new ProblemException(ErrorCode.FORBIDDEN, "This is for the app's backend only.");
        }
        return app;
    }
}
