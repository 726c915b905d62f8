package dev.kith.client.rest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.kith.client.KithException;
import dev.kith.client.Tokens;
import dev.kith.contracts.ErrorCode;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * REST calls through the gateway. Futures complete on the given executor; refusals and silence are
 * {@link KithException}s. A call that is refused because its token has run out is repeated once with a fresh one. A call
 * that is refused as {@code unavailable} with a time to come back is repeated then, for a while: all calls may be, and a
 * service that starts again is no news for an app.
 */
public final class Gateway {
    private static final MediaType JSON = MediaType.get("application/json");

    /** From the first try to the last; longer than a service takes to start, shorter than a person waits. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final OkHttpClient http;
    private final Executor answers;
    private volatile ServerAddress server = new ServerAddress("http://localhost:8080", true);

    public Gateway(OkHttpClient http, Executor answers) {
        this.http = http;
        this.answers = answers;
    }

    public void use(ServerAddress newServer) {
        server = newServer;
    }

    public ServerAddress server() {
        return server;
    }

    /** A call that needs no token. */
    public CompletableFuture<JsonElement> open(Call call) {
        return patiently(() -> send(request(call, null)));
    }

    /** A call with a token that is no user's. */
    public CompletableFuture<JsonElement> proven(Call call, String token) {
        return send(request(call, token));
    }

    /** A call in the user's name. */
    public CompletableFuture<JsonElement> signed(Call call, Signer signer) {
        return patiently(() -> signer.accessToken()
                .thenCompose(token -> send(request(call, token))
                        .handle((answer, failure) -> failure == null
                                ? CompletableFuture.completedFuture(answer)
                                : again(call, signer, token, failure))
                        .thenCompose(next -> next)));
    }

    private CompletableFuture<JsonElement> patiently(Supplier<CompletableFuture<JsonElement>> attempt) {
        return patiently(attempt, System.nanoTime() + PATIENCE.toNanos());
    }

    private CompletableFuture<JsonElement> patiently(
            Supplier<CompletableFuture<JsonElement>> attempt, long deadlineNanos) {
        return attempt.get()
                .handle((answer, failure) -> failure == null
                        ? CompletableFuture.completedFuture(answer)
                        : later(attempt, deadlineNanos, KithException.from(failure)))
                .thenCompose(next -> next);
    }

    /** Waits on a timer, so on no thread, and not where the time to come back is beyond the patience. */
    private CompletionStage<JsonElement> later(
            Supplier<CompletableFuture<JsonElement>> attempt, long deadlineNanos, KithException refusal) {
        var pause = refusal.retryAfter().map(Gateway::spread);
        if (refusal.code() != ErrorCode.UNAVAILABLE
                || pause.isEmpty()
                || System.nanoTime() + pause.get().toNanos() > deadlineNanos) {
            return CompletableFuture.failedFuture(refusal);
        }
        var timer = CompletableFuture.delayedExecutor(pause.get().toMillis(), TimeUnit.MILLISECONDS, answers);
        return CompletableFuture.runAsync(() -> {}, timer).thenCompose(passed -> patiently(attempt, deadlineNanos));
    }

    /** Up to a quarter more, so that not all who were refused come back at one instant. */
    private static Duration spread(Duration said) {
        long millis = Math.max(200, said.toMillis());
        return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis / 4));
    }

    /**
     * A request of its own shape, in the user's name; waits for the head of the answer, whatever it is. The caller reads and
     * closes it. One that is refused because its token has run out is repeated once with a fresh one.
     *
     * @param path below the server, with its query
     */
    public Response exchange(String path, UnaryOperator<Request.Builder> shape, Signer signer) throws IOException {
        var token = signer.accessToken().join();
        var answer = exchange(path, shape, token);
        if (answer.code() != ErrorCode.TOKEN_EXPIRED.status()) {
            return answer;
        }
        answer.close();
        return exchange(path, shape, signer.replacementOf(token, expired()).join());
    }

    private Response exchange(String path, UnaryOperator<Request.Builder> shape, String token) throws IOException {
        var url = Objects.requireNonNull(server.url().resolve(path), path);
        var request = shape.apply(new Request.Builder().url(url)).header("Authorization", "Bearer " + token);
        return http.newCall(request.build()).execute();
    }

    /** Reads a refusal, and leaves a good answer alone. */
    public static void requireGood(Response answer) throws IOException {
        if (!answer.isSuccessful()) {
            Answer.read(answer);
        }
    }

    /** Waits; for the thread that renews tokens. */
    Tokens renew(Tokens old) {
        var body = new JsonObject();
        body.addProperty("refreshToken", old.refreshToken().orElseThrow(() -> expired()));
        try (var response =
                http.newCall(request(Call.post(body, "v1", "tokens"), null)).execute()) {
            return Json.tokens(Answer.readOfKith(response).getAsJsonObject());
        } catch (IOException lost) {
            throw noAnswer(lost);
        }
    }

    static KithException expired() {
        return KithException.of(ErrorCode.TOKEN_EXPIRED, "The access token has expired and there is no refresh token.");
    }

    private CompletionStage<JsonElement> again(Call call, Signer signer, String token, Throwable failure) {
        var refusal = KithException.from(failure);
        boolean tokenTrouble = refusal.code() == ErrorCode.TOKEN_EXPIRED || refusal.code() == ErrorCode.UNAUTHENTICATED;
        return tokenTrouble
                ? signer.replacementOf(token, refusal).thenCompose(fresh -> send(request(call, fresh)))
                : CompletableFuture.failedFuture(refusal);
    }

    private Request request(Call call, @Nullable String token) {
        var builder = new Request.Builder().url(url(call));
        var body = body(call);
        boolean needsBody = !call.method().equals("GET") && !call.method().equals("DELETE");
        builder.method(call.method(), body == null && needsBody ? RequestBody.create("", JSON) : body);
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        if (call.ifMatch() != null) {
            builder.header("If-Match", call.ifMatch());
        }
        return builder.build();
    }

    private static @Nullable RequestBody body(Call call) {
        var file = call.file();
        if (file != null) {
            return RequestBody.create(file.path().toFile(), MediaType.get(file.mediaType()));
        }
        return call.body() == null ? null : RequestBody.create(call.body().toString(), JSON);
    }

    private HttpUrl url(Call call) {
        var url = server.url().newBuilder().encodedPath("/");
        call.segments().forEach(url::addPathSegment);
        call.query().forEach(url::addQueryParameter);
        return url.build();
    }

    private CompletableFuture<JsonElement> send(Request request) {
        var future = new CompletableFuture<JsonElement>();
        http.newCall(request).enqueue(new Callback() {
            @Override
            public void onFailure(okhttp3.Call call, IOException lost) {
                answers.execute(() -> future.completeExceptionally(noAnswer(lost)));
            }

            @Override
            public void onResponse(okhttp3.Call call, Response response) {
                try (response) {
                    var answer = Answer.read(response);
                    answers.execute(() -> future.complete(answer));
                } catch (IOException lost) {
                    answers.execute(() -> future.completeExceptionally(noAnswer(lost)));
                } catch (RuntimeException refused) {
                    answers.execute(() -> future.completeExceptionally(refused));
                }
            }
        });
        return future;
    }

    private KithException noAnswer(IOException lost) {
        return KithException.noAnswer("No answer from " + server.given() + " (" + lost.getMessage() + ")", lost);
    }
}
