package dev.kith.media.picture;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Asks profile-service, in the caller's name, whether a file is a picture of a profile that they see. Nothing of the
/// answer is kept: what is taken away is taken away at once.
@ApplicationScoped
public class SeenPictures {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(2);
    private static final int SEEN = 204;

    private final WebClient http;
    private final String url;

    SeenPictures(Vertx vertx, @ConfigProperty(name = "kith.profiles.url") String profiles) {
        this.http = WebClient.create(vertx, new WebClientOptions().setConnectTimeout((int) PATIENCE.toMillis()));
        this.url = profiles + "/internal/v1/pictures/";
    }

    /// Fails with `unavailable` if profile-service does not answer in time.
    ///
    /// @param owner whose file it is
    public Uni<Boolean> seenBy(Caller caller, long owner, UUID file) {
        return http.getAbs(url + owner + "/" + file)
                .bearerTokenAuthentication(caller.token())
                .timeout(PATIENCE.toMillis())
                .send()
                .onFailure()
                .transform(away -> unavailable())
                .map(answer -> isSeen(answer.statusCode()));
    }

    private static boolean isSeen(int status) {
        if (status == ErrorCode.TOO_MANY.status()) {
            throw ProblemException.retryAfter(ErrorCode.TOO_MANY, "Too many pictures; wait a moment.", TRY_AGAIN);
        }
        if (status != SEEN && status != ErrorCode.NOT_FOUND.status()) {
            throw unavailable();
        }
        return status == SEEN;
    }

    private static ProblemException unavailable() {
        return ProblemException.retryAfter(
                ErrorCode.UNAVAILABLE, "Who may see this cannot be found out at the moment.", TRY_AGAIN);
    }
}
