package dev.kith.client.rest;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.kith.client.KithException;
import dev.kith.contracts.ErrorCode;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Reads an HTTP answer: JSON as it is, a problem as a {@link KithException}. */
final class Answer {
    /** Of the sign-in, and of other people: no status alone says that. */
    private static final Set<ErrorCode> ONLY_BY_KITH = EnumSet.of(
            ErrorCode.UNAUTHENTICATED,
            ErrorCode.TOKEN_EXPIRED,
            ErrorCode.WRONG_KEY,
            ErrorCode.REFRESH_REUSED,
            ErrorCode.REVOKED,
            ErrorCode.UNREACHABLE);

    private Answer() {}

    static JsonElement read(Response response) throws IOException {
        var body = response.body();
        var text = body == null ? "" : body.string();
        if (!response.isSuccessful()) {
            throw refusal(response, text);
        }
        if (text.isBlank()) {
            return JsonNull.INSTANCE;
        }
        try {
            return JsonParser.parseString(text);
        } catch (JsonParseException unreadable) {
            throw KithException.noAnswer(
                    "The server's answer cannot be read; is this address a Kith gateway?", unreadable);
        }
    }

    /** The same, where a refusal ends the sign-in: only Kith's own is one. What something between us says may pass. */
    static JsonElement readOfKith(Response response) throws IOException {
        if (response.isSuccessful()) {
            return read(response);
        }
        var body = response.body();
        throw problem(response, body == null ? "" : body.string()).orElseGet(() -> notOfKith(response));
    }

    private static KithException refusal(Response response, String text) {
        return problem(response, text)
                .orElseGet(() -> KithException.refused(
                        byStatus(response.code()).slug(), "HTTP status " + response.code(), retryAfter(response)));
    }

    private static KithException notOfKith(Response response) {
        var detail = "Something in front of Kith answered: HTTP status " + response.code() + ".";
        var wait = retryAfter(response);
        return wait == null
                ? KithException.noAnswer(detail, null)
                : KithException.refused(ErrorCode.UNAVAILABLE.slug(), detail, wait);
    }

    /** Empty: something between us and Kith answered; its status is all there is. */
    private static Optional<KithException> problem(Response response, String text) {
        try {
            if (JsonParser.parseString(text) instanceof JsonObject problem && problem.has("code")) {
                var detail = problem.has("detail") ? problem.get("detail").getAsString() : "";
                return Optional.of(
                        KithException.refused(problem.get("code").getAsString(), detail, retryAfter(response)));
            }
        } catch (JsonParseException | UnsupportedOperationException | IllegalStateException noProblem) {
            // As said above.
        }
        return Optional.empty();
    }

    private static ErrorCode byStatus(int status) {
        return Arrays.stream(ErrorCode.values())
                .filter(code -> code.status() == status && !ONLY_BY_KITH.contains(code))
                .findFirst()
                .orElse(status >= 500 ? ErrorCode.UNAVAILABLE : ErrorCode.INTERNAL);
    }

    private static @Nullable Duration retryAfter(Response response) {
        var header = response.header("Retry-After");
        return header != null && header.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(header)) : null;
    }
}
