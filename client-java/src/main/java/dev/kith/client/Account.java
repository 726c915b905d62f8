package dev.kith.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.kith.client.rest.Call;
import dev.kith.client.rest.Credentials;
import dev.kith.client.rest.Gateway;
import dev.kith.client.rest.Json;
import dev.kith.client.rest.TokenClaims;
import dev.kith.contracts.ErrorCode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The calls about the user's own account. */
final class Account {
    private static final String VISIBLE = "visible";
    private static final String INVISIBLE = "invisible";

    private final Gateway gateway;
    private final Credentials credentials;

    Account(Gateway gateway, Credentials credentials) {
        this.gateway = gateway;
        this.credentials = credentials;
    }

    CompletableFuture<Verification> requestCode(String app, String phone, @Nullable String region) {
        return gateway.open(Call.post(number(app, phone, region), "v1", "verifications"))
                .thenApply(Account::verification);
    }

    CompletableFuture<Verification> requestNumber(String phone, @Nullable String region) {
        return gateway.signed(Call.post(number(null, phone, region), "v1", "account", "number"), credentials)
                .thenApply(Account::verification);
    }

    CompletableFuture<String> confirmNumber(Verification verification, String code) {
        var call = Call.post(code(code), "v1", "account", "number", verification.id());
        return gateway.signed(call, credentials).thenApply(answer -> Json.text(Json.object(answer), "address"));
    }

    CompletableFuture<Void> delete(String address) {
        var body = new JsonObject();
        body.addProperty("address", address);
        return gateway.signed(Call.delete(body, "v1", "account"), credentials).thenAccept(done -> {});
    }

    CompletableFuture<Verification> requestTraces(String app, String phone, @Nullable String region) {
        return gateway.open(Call.post(number(app, phone, region), "v1", "traces"))
                .thenApply(Account::verification);
    }

    CompletableFuture<Traces> confirmTraces(Verification verification, String code) {
        return gateway.open(Call.post(code(code), "v1", "traces", verification.id()))
                .thenCompose(answer -> traces(Json.text(Json.object(answer), "token")));
    }

    CompletableFuture<Traces> eraseTraces(Traces traces) {
        return gateway.proven(Call.delete("v1", "traces", "books"), traces.proof())
                .thenCompose(done -> traces(traces.proof()));
    }

    private CompletableFuture<Traces> traces(String proof) {
        return gateway.proven(Call.get("v1", "traces", "books"), proof)
                .thenApply(Json::object)
                .thenApply(answer -> new Traces(
                        Json.number(answer, "books"),
                        Json.optional(answer, "refused")
                                .map(JsonElement::getAsBoolean)
                                .orElse(false),
                        proof));
    }

    private static JsonObject number(@Nullable String app, String phone, @Nullable String region) {
        var body = new JsonObject();
        if (app != null) {
            body.addProperty("app", app);
        }
        body.addProperty("phone", phone);
        if (region != null) {
            body.addProperty("region", region);
        }
        return body;
    }

    private static JsonObject code(String code) {
        var body = new JsonObject();
        body.addProperty("code", code);
        return body;
    }

    private static Verification verification(JsonElement answer) {
        return new Verification(Json.text(Json.object(answer), "id"));
    }

    CompletableFuture<SignIn> confirmCode(Verification verification, String code, String device, Newcomer newcomer) {
        var body = new JsonObject();
        body.addProperty("code", code);
        body.addProperty("device", device);
        newcomer.nameToShow().ifPresent(name -> body.addProperty("name", name));
        newcomer.choice().ifPresent(choice -> body.addProperty("discoverability", choice.slug()));
        return gateway.open(Call.post(body, "v1", "verifications", verification.id()))
                .thenApply(answer -> signIn(Json.object(answer)));
    }

    private static SignIn signIn(JsonObject answer) {
        return new SignIn(
                Json.number(answer, "uid"),
                Json.text(answer, "device"),
                Json.optional(answer, "created").map(JsonElement::getAsBoolean).orElse(false),
                Json.tokens(answer));
    }

    /** Signs this device out at the server. */
    CompletableFuture<Void> signOut() {
        var device = credentials.claims().map(TokenClaims::device).orElse(null);
        if (device == null) {
            return CompletableFuture.failedFuture(KithException.of(ErrorCode.UNAUTHENTICATED, "Nobody is signed in."));
        }
        return signOut(device);
    }

    CompletableFuture<List<OwnDevice>> devices() {
        return gateway.signed(Call.get("v1", "devices"), credentials)
                .thenApply(answer -> Json.objects(Json.object(answer), "devices").stream()
                        .map(OwnDevice::of)
                        .toList());
    }

    CompletableFuture<Void> signOut(String device) {
        return gateway.signed(Call.delete("v1", "devices", device), credentials).thenAccept(done -> {});
    }

    CompletableFuture<Boolean> visible() {
        return gateway.signed(Call.get("v1", "presence"), credentials)
                .thenApply(answer -> !Json.text(Json.object(answer), "mode").equals(INVISIBLE));
    }

    CompletableFuture<Void> setVisible(boolean on) {
        var body = new JsonObject();
        body.addProperty("mode", on ? VISIBLE : INVISIBLE);
        return gateway.signed(Call.put(body, "v1", "presence"), credentials).thenAccept(answer -> {});
    }

    CompletableFuture<Discoverability> discoverability() {
        return gateway.signed(Call.get("v1", "account", "discoverability"), credentials)
                .thenApply(answer -> Discoverability.ofSlug(Json.text(Json.object(answer), "discoverability")));
    }

    CompletableFuture<Discoverability> setDiscoverability(Discoverability choice) {
        var body = new JsonObject();
        body.addProperty("discoverability", choice.slug());
        return gateway.signed(Call.put(body, "v1", "account", "discoverability"), credentials)
                .thenApply(answer -> choice);
    }
}
