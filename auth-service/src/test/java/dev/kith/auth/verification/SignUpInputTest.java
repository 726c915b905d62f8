package dev.kith.auth.verification;

import static dev.kith.auth.Api.codeFor;
import static dev.kith.auth.Api.newNumber;
import static dev.kith.auth.Api.openApp;
import static dev.kith.auth.Api.post;
import static dev.kith.auth.Api.problem;
import static dev.kith.auth.Api.startVerification;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;

import dev.kith.local.testing.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(StackResource.class)
class SignUpInputTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'app': 'APP', 'phone': '+4930'}                      | 400 | invalid-number | too short",
                "{'app': 'APP', 'phone': '0151 23456789'}             | 400 | invalid-number | region",
                "{'app': 'APP', 'phone': '+4915123456789', 'region': 'Germany'} | 400 | invalid-number | region",
                "{'app': 'APP', 'phone': 'ada@example.org'}           | 400 | invalid-number | not a telephone",
                "{'app': 'APP', 'phone': ''}                          | 400 | invalid-number | phone",
                "{'app': 'APP', 'phone': null}                        | 400 | invalid-value  | phone",
                "{'app': 'APP'}                                       | 400 | invalid-value  | phone",
                "{'phone': '+4915123456789'}                          | 400 | invalid-value  | app",
                "{'app': 'app_aaaaaaaaaaaa', 'phone': '+4915123456789'} | 404 | not-found    | app",
                "{'app': 'APP', 'phone': '+4915123456789', 'admin': true} | 400 | unknown-field | admin",
                "{'app': 'APP', 'phone': 4915123456789}               | 400 | invalid-value  | phone",
                "{'app': 'APP', 'phone':                              | 400 | bad-request    | JSON",
                "null                                                 | 400 | bad-request    | body",
                "[]                                                   | 400 | invalid-value  | body",
            })
    void refusesABadStart(String body, int status, String code, String detail) {
        var json = body.replace('\'', '"').replace("APP", openApp().id());

        var answer = given().contentType(ContentType.JSON).body(json).post("/v1/verifications");

        problem(answer, status, code).body("detail", containsString(detail));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'code': '12345', 'device': 'phone'}                 | invalid-value | code",
                "{'code': '12345a', 'device': 'phone'}                | invalid-value | code",
                "{'code': 123456, 'device': 'phone'}                  | invalid-value | code",
                "{'device': 'phone'}                                  | invalid-value | code",
                "{'code': 'CODE'}                                     | invalid-value | device",
                "{'code': 'CODE', 'device': '  '}                     | invalid-value | device",
                "{'code': 'CODE', 'device': 'LONG'}                   | invalid-value | device",
                "{'code': 'CODE', 'device': 'a\\u0000b'}              | invalid-value | device",
                "{'code': 'CODE', 'device': 'a\\ud800b'}              | invalid-value | device",
                "{'code': 'CODE', 'device': 'phone', 'name': 'a\\nb'} | invalid-value | name",
                "{'code': 'CODE', 'device': 'phone', 'name': ''}      | invalid-value | name",
                "{'code': 'CODE', 'device': 'phone', 'discoverability': 'all'} | invalid-value | discoverability",
                "{'code': 'CODE', 'device': 'phone', 'discoverability': 1}     | invalid-value | discoverability",
                "{'code': 'CODE', 'device': 'phone', 'uid': 1}        | unknown-field | uid",
                "{'code': 'CODE', 'code': 'CODE', 'device': 'phone'}  | bad-request   | JSON",
            })
    void refusesABadConfirmationWithoutCountingATry(String body, String code, String detail) {
        var phone = newNumber();
        var verification = startVerification(openApp(), phone);
        var right = codeFor(phone);
        var json = body.replace('\'', '"').replace("CODE", right).replace("LONG", "x".repeat(65));

        for (int i = 0; i < 6; i++) {
            var answer = given().contentType(ContentType.JSON).body(json).post("/v1/verifications/" + verification);
            problem(answer, 400, code).body("detail", containsString(detail));
        }

        post("/v1/verifications/" + verification, Map.of("code", right, "device", "x".repeat(64)))
                .then()
                .statusCode(200);
    }

    @Test
    void refusesWhatIsNoJsonAtAll() {
        problem(
                given().contentType(ContentType.TEXT).body("hello").post("/v1/verifications"),
                415,
                "unsupported-media-type");
        problem(given().contentType(ContentType.JSON).post("/v1/verifications"), 400, "bad-request");
        problem(given().get("/v1/verifications"), 405, "method-not-allowed");
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        var large = "{\"app\": \"" + "x".repeat(20_000) + "\"}";

        var answer = given().contentType(ContentType.JSON).body(large).post("/v1/verifications");

        problem(answer, 413, "too-large");
    }

    @Test
    void knowsNoVerificationThatItDidNotStart() {
        var answer = post("/v1/verifications/abcdefghijklmnopqrstuvwxyz", Map.of("code", "123456", "device", "phone"));

        problem(answer, 410, "code-void");
    }

    @Test
    void showsNoCodeOfANumberThatWasSentNone() {
        problem(given().get("/dev/codes/{phone}", newNumber()), 404, "not-found");
    }
}
