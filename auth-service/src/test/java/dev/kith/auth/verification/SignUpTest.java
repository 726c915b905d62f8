package dev.kith.auth.verification;

import static dev.kith.auth.Api.codeFor;
import static dev.kith.auth.Api.newNumber;
import static dev.kith.auth.Api.openApp;
import static dev.kith.auth.Api.post;
import static dev.kith.auth.Api.startVerification;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.Discoverability;
import dev.kith.contracts.event.UserJoined;
import dev.kith.local.testing.Events;
import dev.kith.local.testing.SharedStack;
import dev.kith.local.testing.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
class SignUpTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Test
    void makesAUserOfWhoKnowsTheCodeAndAnnouncesThem() throws Exception {
        var app = openApp(Map.of(
                "name", "test", "levels", Map.of("name", java.util.List.of(1, 2), "motto", java.util.List.of(3))));
        var phone = newNumber();
        var verification = startVerification(app, phone);

        var user = post(
                        "/v1/verifications/" + verification,
                        Map.of(
                                "code", codeFor(phone),
                                "device", "Pixel",
                                "name", "Ada",
                                "discoverability", "everyone"))
                .then()
                .statusCode(200)
                .body("created", equalTo(true))
                .body("expiresIn", equalTo(900))
                .extract()
                .jsonPath();

        long uid = user.getLong("uid");
        assertThat(uid).isBetween(1L, (1L << 31) - 1);
        var record = events().await(Topic.USER_JOINED, r -> Arrays.equals(r.key(), Events.key(uid)), LIMIT);
        var joined = UserJoined.parseFrom(record.value());
        assertThat(joined.getUid()).isEqualTo(uid);
        assertThat(joined.getApp()).isEqualTo(app.id());
        assertThat(joined.getAddress()).isEqualTo(phone);
        assertThat(joined.getName()).isEqualTo("Ada");
        assertThat(joined.getDiscoverability()).isEqualTo(Discoverability.EVERYONE);
        assertThat(joined.getFieldLevelsMap())
                .containsEntry("name", 0b110)
                .containsEntry("motto", 0b1000)
                .containsEntry("presence", 1 << 5);
        assertThat(joined.getJoinedAt()).isPositive();
        io.restassured.RestAssured.given()
                .auth()
                .oauth2(user.getString("accessToken"))
                .get("/v1/devices")
                .then()
                .statusCode(200);
    }

    private static Events events() {
        return SharedStack.get().events();
    }
}
