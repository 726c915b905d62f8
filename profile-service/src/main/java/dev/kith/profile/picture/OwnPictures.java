package dev.kith.profile.picture;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.caller.Caller;
import dev.kith.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Asks media-service, in the caller's name, whether these are pictures of theirs. From then on it keeps them for as
/// long as a profile could take to refer to them.
///
/// Only a change that names a picture asks; all others do without media-service.
@ApplicationScoped
public class OwnPictures {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

    private final WebClient http;
    private final String url;

    OwnPictures(Vertx vertx, @ConfigProperty(name = "kith.files.url") String files) {
        this.http = WebClient.create(vertx, new WebClientOptions().setConnectTimeout((int) PATIENCE.toMillis()));
        this.url = files + "/internal/v1/pictures";
    }

    /// Fails with `invalid-value` if one is not there, no picture or not the caller's, and with `unavailable` if
    /// media-service does not answer in time.
    public Uni<Void> require(Caller caller, Collection<Picture> pictures) {
        if (pictures.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var asked = new JsonArray();
        pictures.forEach(picture -> asked.add(picture.file().toString()));
        return http.postAbs(url)
                .bearerTokenAuthentication(caller.token())
                .timeout(PATIENCE.toMillis())
                .sendJsonObject(new JsonObject().put("files", asked))
                .onFailure()
                .transform(away -> unavailable())
                .invoke(answer -> check(asked, answer))
                .replaceWithVoid();
    }

    private static void check(JsonArray asked, HttpResponse<Buffer> answer) {
        if (answer.statusCode() == ErrorCode.TOO_MANY.status()) {
            throw ProblemException.retryAfter(ErrorCode.TOO_MANY, "Too many pictures; wait a moment.", TRY_AGAIN);
        }
        if (answer.statusCode() != 200) {
            throw unavailable();
        }
        var theirs =
                new HashSet<>(answer.bodyAsJsonObject().getJsonArray("pictures").getList());
        if (!theirs.containsAll(asked.getList())) {
            throw new ProblemException(ErrorCode.INVALID_VALUE, "picture is a JPEG or PNG that you uploaded yourself.");
        }
    }

    private static ProblemException unavailable() {
        return ProblemException.retryAfter(
                ErrorCode.UNAVAILABLE, "Pictures cannot be looked at at the moment.", TRY_AGAIN);
    }
}
