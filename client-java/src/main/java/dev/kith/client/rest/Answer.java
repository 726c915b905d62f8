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
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Reads an HTTP answer: JSON as it is, a problem as a {@link KithException}. */
final class Answer {
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

    private static KithException refusal(Response response, String text) {
        var retryAfter = retryAfter(response.header("Retry-After"));
        try {
            if (JsonParser.parseString(text) instanceof JsonObject problem && problem.has("code")) {
                var detail = problem.has("detail") ? problem.get("detail").getAsString() : "";
                return KithException.refused(problem.get("code").getAsString(), detail, retryAfter);
            }
        } catch (JsonParseException | UnsupportedOperationException | IllegalStateException noProblem) {
            // Something between us and Kith answered; its status is all there is.
        }
        return KithException.refused(byStatus(response.code()).slug(), "HTTP status " + response.code(), retryAfter);
    }

    private static ErrorCode byStatus(int status) {
        return Arrays.stream(ErrorCode.values())
                .filter(code -> code.status() == status)
                .findFirst()
                .orElse(status >= 500 ? ErrorCode.UNAVAILABLE : ErrorCode.INTERNAL);
    }

    private static @Nullable Duration retryAfter(@Nullable String header) {
        return header != null && header.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(header)) : null;
    }
}
