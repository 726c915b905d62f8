package dev.kith.kit.resolve;

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
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Asks contact-sync-service who is behind an address, in the caller's name: with their token, on their look-up quota.
///
/// For addresses to which the caller has no relation yet; a service answers those it has one for out of its own
/// projections. Fails with `unavailable` when contact-sync-service does not answer within [#PATIENCE]. Thread-safe.
@ApplicationScoped
public class AddressResolver {
    /// Most addresses of one call.
    public static final int MOST = 100;

    static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

    private final WebClient http;
    private final String url;

    AddressResolver(Vertx vertx, @ConfigProperty(name = "kith.contacts.url") String contactSync) {
        this.http = WebClient.create(vertx, new WebClientOptions().setConnectTimeout((int) PATIENCE.toMillis()));
        this.url = contactSync + "/internal/v1/resolve";
    }

    /// One resolution for each address, in their order; at most [#MOST].
    public Uni<List<Resolution>> resolve(Caller caller, List<String> addresses) {
        return http.postAbs(url)
                .bearerTokenAuthentication(caller.token())
                .timeout(PATIENCE.toMillis())
                .sendJsonObject(new JsonObject().put("addresses", new JsonArray(addresses)))
                .onFailure()
                .transform(away -> unavailable())
                .map(AddressResolver::read);
    }

    /// The one user behind an address.
    ///
    /// @throws ProblemException `unreachable`, `invalid-number` or `quota` as the resolution says
    public Uni<Resolution.Found> resolve(Caller caller, String address) {
        return resolve(caller, List.of(address)).map(all -> switch (all.getFirst()) {
            case Resolution.Found found -> found;
            case Resolution.Refused refused -> throw new ProblemException(refused.code(), refused.detail());
        });
    }

    private static List<Resolution> read(HttpResponse<Buffer> answer) {
        if (answer.statusCode() == ErrorCode.TOO_MANY.status()) {
            throw ProblemException.retryAfter(ErrorCode.TOO_MANY, "Too many look-ups; wait a moment.", TRY_AGAIN);
        }
        if (answer.statusCode() != 200) {
            throw unavailable();
        }
        var resolutions = new ArrayList<Resolution>();
        for (var item : answer.bodyAsJsonObject().getJsonArray("results")) {
            resolutions.add(read((JsonObject) item));
        }
        return resolutions;
    }

    private static Resolution read(JsonObject result) {
        var uid = result.getLong("uid");
        if (uid != null) {
            return new Resolution.Found(result.getString("address"), uid);
        }
        var code = ErrorCode.ofSlug(result.getString("code")).orElse(ErrorCode.INTERNAL);
        return new Resolution.Refused(code, result.getString("detail", code.title()));
    }

    private static ProblemException unavailable() {
        return ProblemException.retryAfter(
                ErrorCode.UNAVAILABLE, "Addresses cannot be looked up at the moment.", TRY_AGAIN);
    }
}
