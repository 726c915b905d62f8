package dev.kith.auth;

import static dev.kith.auth.Api.newNumber;
import static dev.kith.auth.Api.openApp;
import static dev.kith.auth.Api.signUp;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;

import dev.kith.local.testing.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
class OperationsTest {
    @Test
    void tellsWhetherItLivesAndIsReady() {
        given().get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.name.toString()", containsString("PostgreSQL"));
    }

    @Test
    void countsWhatAnOperatorWantsToSee() {
        Api.refresh(signUp(openApp(), newNumber()).getString("refreshToken"));

        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("kith_auth_users_joined_total"))
                .body(containsString("kith_auth_verifications_total{outcome=\"confirmed\"}"))
                .body(containsString("kith_auth_refreshes_total{outcome=\"refreshed\"}"));
    }

    @Test
    void describesItsApi() {
        given().accept("application/json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("paths", hasKey("/v1/verifications/{id}"))
                .body("paths", hasKey("/.well-known/jwks.json"));
    }
}
