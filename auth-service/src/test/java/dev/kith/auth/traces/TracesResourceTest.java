package dev.kith.auth.traces;

import static dev.kith.auth.Api.codeFor;
import static dev.kith.auth.Api.confirm;
import static dev.kith.auth.Api.get;
import static dev.kith.auth.Api.newClient;
import static dev.kith.auth.Api.newNumber;
import static dev.kith.auth.Api.openApp;
import static dev.kith.auth.Api.post;
import static dev.kith.auth.Api.problem;
import static dev.kith.auth.Api.signUp;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.auth.Announced;
import dev.kith.auth.Api;
import dev.kith.local.testing.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
class TracesResourceTest {
    private static final int PER_NUMBER = 10;

    @Test
    void givesWhoHoldsANumberATokenForItsTracesAndNothingElse() throws Exception {
        var app = openApp();
        var phone = newNumber();

        var proven = prove(app, phone).then().statusCode(200).extract().jsonPath();

        var token = proven.getString("token");
        var claims = claims(token);
        assertThat(claims).contains("\"scope\":\"traces\"", "\"address\":\"" + phone + "\"", app.id());
        assertThat(claims).doesNotContain("\"did\"");
        assertThat(proven.getLong("expiresIn")).isEqualTo(900);
        problem(get(token, "/v1/devices"), 403, "forbidden");
        problem(Api.as(token, "/v1/account/number", Map.of("phone", phone)), 403, "forbidden");
        assertThat(Announced.count("select count(*) from app_user where address = '" + phone + "'"))
                .isZero();
    }

    @Test
    void answersForAKnownNumberAsForAnyOther() {
        var app = openApp();
        var known = newNumber();
        signUp(app, known);

        var toKnown = start(app, known, newClient());
        var toUnknown = start(app, newNumber(), newClient());

        assertThat(toKnown.statusCode()).isEqualTo(toUnknown.statusCode()).isEqualTo(202);
        assertThat(toKnown.asString()).hasSameSizeAs(toUnknown.asString());
    }

    @Test
    void takesACodeOnceAndForItsPurpose() {
        var app = openApp();
        var phone = newNumber();
        String id = start(app, phone, newClient()).path("id");
        var code = codeFor(phone);

        problem(confirm(id, code), 410, "code-void");
        post("/v1/traces/" + id, Map.of("code", code)).then().statusCode(200);
        problem(post("/v1/traces/" + id, Map.of("code", code)), 410, "code-void");
    }

    @Test
    void sendsANumberSoManyCodesAnHourWhateverTheyAreFor() {
        var app = openApp();
        var phone = newNumber();
        for (int i = 0; i < PER_NUMBER; i++) {
            (i % 2 == 0 ? start(app, phone, newClient()) : Api.startVerification(app, phone, newClient()))
                    .then()
                    .statusCode(202);
        }

        problem(start(app, phone, newClient()), 429, "too-many");
    }

    private static String claims(String token) {
        var body = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
        return new String(Base64.getUrlDecoder().decode(body), StandardCharsets.UTF_8);
    }

    private static Response prove(Api.App app, String phone) {
        String id =
                start(app, phone, newClient()).then().statusCode(202).extract().path("id");
        return post("/v1/traces/" + id, Map.of("code", codeFor(phone)));
    }

    private static Response start(Api.App app, String phone, String client) {
        return given().contentType(ContentType.JSON)
                .header("X-Forwarded-For", client)
                .body(Map.of("app", app.id(), "phone", phone))
                .post("/v1/traces");
    }
}
