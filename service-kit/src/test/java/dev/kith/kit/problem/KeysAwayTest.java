package dev.kith.kit.problem;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.kith.local.testing.StackResource;
import dev.kith.local.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A service that started while auth-service was away, and so has no key.
@QuarkusTest
@WithTestResource(value = StackResource.class, initArgs = @ResourceArg(name = "service", value = "auth"))
@WithTestResource(KeysAwayTest.NoKeys.class)
class KeysAwayTest {
    public static final class NoKeys implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            return Map.of("mp.jwt.verify.publickey.location", "http://127.0.0.1:1/.well-known/jwks.json");
        }

        @Override
        public void stop() {}

        /// After the stack, whose keys it takes away.
        @Override
        public int order() {
            return 1;
        }
    }

    @Test
    void asksToComeBackInPlaceOfSigningIn() {
        given().auth()
                .oauth2(TestTokens.user(7, "app", "phone"))
                .get("/sample/user")
                .then()
                .statusCode(503)
                .contentType(Problem.MEDIA_TYPE)
                .header("Retry-After", "2")
                .body("code", equalTo("unavailable"));
    }

    @Test
    void stillAsksForATokenWhereThereIsNone() {
        given().get("/sample/user").then().statusCode(401).body("code", equalTo("unauthenticated"));
    }
}
