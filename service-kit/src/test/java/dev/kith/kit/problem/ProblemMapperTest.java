package dev.kith.kit.problem;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.kith.kit.caller.Scopes;
import dev.kith.local.testing.StackResource;
import dev.kith.local.testing.TestTokens;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(value = StackResource.class, initArgs = @ResourceArg(name = "service", value = "auth"))
class ProblemMapperTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"count": 1, "name": "a", "admin": true} | 400 | unknown-field   | admin
                    {"count": "1", "name": "a"}              | 400 | invalid-value   | count
                    {"count": 1.5, "name": "a"}              | 400 | invalid-value   | count
                    {"count": 1, "name": 5}                  | 400 | invalid-value   | name
                    {"count": 1, "name": true}               | 400 | invalid-value   | name
                    {"count": null, "name": "a"}             | 400 | invalid-value   | count
                    {"count": 1, "count": 2}                 | 400 | bad-request     | JSON
                    {"count": 1                              | 400 | bad-request     | JSON
                    [1]                                      | 400 | invalid-value   | body
                    """)
    void refusesABodyThatDoesNotMeanWhatItSays(String body, int status, String code, String detail) {
        var answer =
                given().contentType(ContentType.JSON).body(body).post("/sample").then();

        problem(answer, status, code).body("detail", containsString(detail));
    }

    @Test
    void refusesAnotherMediaType() {
        problem(
                given().contentType(ContentType.XML)
                        .body("<a/>")
                        .post("/sample")
                        .then(),
                415,
                "unsupported-media-type");
    }

    @Test
    void refusesPathsAndMethodsThatAreNot() {
        problem(given().get("/nothing").then(), 404, "not-found");
        problem(given().delete("/sample").then(), 405, "method-not-allowed");
    }

    @Test
    void asksForATokenAndSaysWhyOneIsNotTaken() {
        problem(given().get("/sample/user").then(), 401, "unauthenticated").header("WWW-Authenticate", "Bearer");
        problem(bearer("no.token.atall").get("/sample/user").then(), 401, "unauthenticated");
        problem(
                bearer(TestTokens.expired(7, "app", "phone"))
                        .get("/sample/user")
                        .then(),
                401,
                "token-expired");
    }

    @Test
    void letsAUsersTokenInOnlyWhereUsersAreMeant() {
        var token = TestTokens.user(7, "app", "phone");

        bearer(token).get("/sample/user").then().statusCode(200).body(equalTo("7"));
        problem(bearer(token).get("/sample/app").then(), 403, "forbidden");
    }

    @Test
    void letsAnAppsTokenInOnlyWithTheScope() {
        bearer(TestTokens.admin("app", Scopes.USERS_WRITE))
                .get("/sample/app")
                .then()
                .statusCode(200);
        problem(
                bearer(TestTokens.admin("app", Scopes.APPS_WRITE))
                        .get("/sample/app")
                        .then(),
                403,
                "forbidden");
        problem(bearer(TestTokens.admin("app", Scopes.USER)).get("/sample/user").then(), 403, "forbidden");
    }

    @Test
    void keepsAnEndpointThatForgotToSayWhoMayCallItShut() {
        problem(
                bearer(TestTokens.user(7, "app", "phone"))
                        .get("/sample/unannotated")
                        .then(),
                403,
                "forbidden");
    }

    @Test
    void saysWhenToComeBackInWholeSecondsRoundedUp() {
        problem(given().get("/sample/refused").then(), 429, "too-many")
                .header("Retry-After", "2")
                .header("RateLimit-Limit", "60")
                .header("RateLimit-Remaining", "0")
                .header("RateLimit-Reset", "2");
    }

    @Test
    void namesNoLimitWhereThereIsNoneOfARate() {
        problem(given().get("/sample/spent").then(), 429, "quota")
                .header("RateLimit-Limit", nullValue())
                .header("RateLimit-Remaining", "0")
                .header("RateLimit-Reset", "1800");
        problem(given().get("/sample/away").then(), 503, "unavailable").header("RateLimit-Reset", nullValue());
    }

    @Test
    void refusesABodyThatIsTooLargeWithAWord() {
        var large = "{\"count\": 1, \"name\": \"" + "x".repeat(1_100_000) + "\"}";

        var answer = given().contentType(ContentType.JSON)
                .header("X-Request-Id", "abcdef-123456")
                .body(large)
                .post("/sample")
                .then();

        problem(answer, 413, "too-large")
                .header("X-Request-Id", "abcdef-123456")
                .body("traceId", equalTo("abcdef-123456"));
    }

    @Test
    void saysThatAnOutageMayPass() {
        problem(given().get("/sample/away").then(), 503, "unavailable")
                .header("Retry-After", "2")
                .body(not(containsString("5432")));
    }

    @Test
    void showsNothingOfTheInsideWhenSomethingBreaks() {
        problem(given().get("/sample/broken").then(), 500, "internal")
                .body(not(containsString("vault")))
                .body(not(containsString("IllegalState")));
    }

    @Test
    void carriesTheRequestIdOfTheGatewayAndReplacesOneThatIsNotSane() {
        problem(given().header("X-Request-Id", "abcdef-123456").get("/nothing").then(), 404, "not-found")
                .header("X-Request-Id", "abcdef-123456")
                .body("traceId", equalTo("abcdef-123456"));
        problem(given().header("X-Request-Id", "a b<script>").get("/nothing").then(), 404, "not-found")
                .body("traceId", matchesPattern("[0-9a-f-]{36}"));
    }

    private static io.restassured.specification.RequestSpecification bearer(String token) {
        return given().auth().oauth2(token);
    }

    private static ValidatableResponse problem(ValidatableResponse answer, int status, String code) {
        return answer.statusCode(status)
                .contentType(Problem.MEDIA_TYPE)
                .body("code", equalTo(code))
                .body("status", equalTo(status));
    }
}
