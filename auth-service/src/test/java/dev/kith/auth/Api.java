package dev.kith.auth;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.hamcrest.Matchers;

/// The calls of auth-service as its clients make them.
public final class Api {
    static final String ROOT_KEY = "development-only-root-key";

    private Api() {}

    /// An app of its own for a test.
    public record App(String id, String key, String adminToken) {}

    public static App openApp() {
        return openApp(Map.of("name", "test"));
    }

    public static App openApp(Map<String, ?> request) {
        var app = as(ROOT_KEY, "/v1/admin/apps", request).then().statusCode(201).extract();
        String key = app.path("key");
        String token = as(key, "/v1/admin/tokens", Map.of())
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");
        return new App(app.path("id"), key, token);
    }

    /// A German number that no other test has.
    public static String newNumber() {
        return "+49151" + (ThreadLocalRandom.current().nextInt(90_000_000) + 10_000_000);
    }

    public static Response post(String path, Object body) {
        return given().contentType(ContentType.JSON).body(body).post(path);
    }

    public static Response as(String bearer, String path, Object body) {
        return given().auth()
                .oauth2(bearer)
                .contentType(ContentType.JSON)
                .body(body)
                .post(path);
    }

    /// Asks for a code; the id of the verification.
    public static String startVerification(App app, String phone) {
        return startVerification(app, phone, newClient())
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    /// As a client of this network address, as the gateway says it.
    public static Response startVerification(App app, String phone, String client) {
        return given().contentType(ContentType.JSON)
                .header("X-Forwarded-For", client)
                .body(Map.of("app", app.id(), "phone", phone))
                .post("/v1/verifications");
    }

    /// A network address that no other test has.
    public static String newClient() {
        var random = ThreadLocalRandom.current();
        return "10." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256);
    }

    public static Response confirm(String verification, String code) {
        return post("/v1/verifications/" + verification, Map.of("code", code, "device", "phone"));
    }

    public static String codeFor(String phone) {
        return given().get("/dev/codes/{phone}", phone)
                .then()
                .statusCode(200)
                .extract()
                .path("code");
    }

    /// Signs a number up, or in.
    public static JsonPath signUp(App app, String phone) {
        var verification = startVerification(app, phone);
        return confirm(verification, codeFor(phone))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /// The uid of the user of an address, new or not.
    public static long user(App app, String address) {
        return as(app.adminToken(), "/v1/admin/users", Map.of("address", address))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("uid");
    }

    public static Response refresh(String refreshToken) {
        return post("/v1/tokens", Map.of("refreshToken", refreshToken));
    }

    public static Response get(String bearer, String path) {
        return given().auth().oauth2(bearer).get(path);
    }

    public static Response delete(String bearer, String path) {
        return given().auth().oauth2(bearer).delete(path);
    }

    /// That an answer is a problem of this code.
    public static ValidatableResponse problem(Response answer, int status, String code) {
        return answer.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", Matchers.equalTo(code));
    }
}
