package dev.kith.auth.signing;

import static dev.kith.auth.Api.get;
import static dev.kith.auth.Api.newNumber;
import static dev.kith.auth.Api.openApp;
import static dev.kith.auth.Api.signUp;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.auth.Announced;
import dev.kith.auth.Together;
import dev.kith.auth.secret.Sealing;
import dev.kith.auth.secret.Secrets;
import dev.kith.auth.secret.SecretsFixture;
import dev.kith.local.stack.Part;
import dev.kith.local.testing.SharedStack;
import dev.kith.local.testing.StackResource;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
class SigningKeysTest {
    @Inject
    SigningKeys keys;

    @Inject
    SigningKeyRepository repository;

    @Inject
    Secrets secrets;

    @Inject
    Clock clock;

    /// The service goes on with whatever a test left in the table.
    @AfterEach
    void readAgain() {
        refresh(keys);
    }

    @Test
    void arePublishedSoThatAnybodyCanVerifyATokenOffline() throws Exception {
        var app = openApp();
        var user = signUp(app, newNumber());
        var published = given().get("/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .header("Cache-Control", "public, max-age=120")
                .extract()
                .asString();

        var ofUser = verify(user.getString("accessToken"), published);
        var ofApp = verify(app.adminToken(), published);

        assertThat(ofUser.getSubject()).isEqualTo(user.getString("uid"));
        assertThat(ofUser.getStringClaimValue("app")).isEqualTo(app.id());
        assertThat(ofUser.getStringClaimValue("did")).isEqualTo(user.getString("device"));
        assertThat(ofUser.getStringClaimValue("scope")).isEqualTo("user");
        assertThat(ofUser.getExpirationTime().getValue() - ofUser.getIssuedAt().getValue())
                .isEqualTo(900);
        assertThat(ofApp.getSubject()).isEqualTo("app:" + app.id());
        assertThat(ofApp.getStringClaimValue("scope"))
                .isEqualTo("apps:write users:write users:token relationships:write messages:send");
        assertThat(ofApp.hasClaim("did")).isFalse();
        assertThat(ofApp.getExpirationTime().getValue() - ofApp.getIssuedAt().getValue())
                .isEqualTo(600);
    }

    @Test
    void areOneWhenManyNodesStartAtOnce() throws Exception {
        run("delete from signing_key");

        var kids = Together.run(4, i -> {
            var node = new SigningKeys(repository, secrets, clock);
            refresh(node);
            return node.signer().kid();
        });

        assertThat(kids).hasSize(4).containsOnly(kids.getFirst());
        assertThat(Announced.count("select count(*) from signing_key")).isEqualTo(1);
    }

    @Test
    void areSeenByAllNodesWhenOneIsAdded() throws Exception {
        var token = signUp(openApp(), newNumber()).getString("accessToken");
        var signer = keys.signer().kid();
        addAsAnotherNodeWould();

        refresh(keys);

        assertThat(kids(given().get("/.well-known/jwks.json").asString())).contains(signer, "second");
        assertThat(keys.signer().kid()).isEqualTo(signer);
        get(token, "/v1/devices").then().statusCode(200);
    }

    @Test
    void doNotOpenWithAnotherMasterSecret() {
        var node = new SigningKeys(repository, SecretsFixture.of("another"), clock);

        assertThatThrownBy(() -> refresh(node)).hasMessageContaining("KITH_AUTH_SECRET");
    }

    private void addAsAnotherNodeWould() {
        var sealing = new Sealing(secrets, "signing keys");
        var key = SealedKey.generate("second", sealing);
        await(() -> Panache.withTransaction(() -> repository.addOnce(1_000, key, clock.instant())));
    }

    private static List<String> kids(String published) throws Exception {
        return new JsonWebKeySet(published)
                .getJsonWebKeys().stream().map(k -> k.getKeyId()).toList();
    }

    private static JwtClaims verify(String token, String published) throws Exception {
        return new JwtConsumerBuilder()
                .setRequireExpirationTime()
                .setExpectedIssuer("kith")
                .setExpectedAudience("kith")
                .setVerificationKeyResolver(
                        new JwksVerificationKeyResolver(new JsonWebKeySet(published).getJsonWebKeys()))
                .build()
                .processToClaims(token);
    }

    private static void refresh(SigningKeys keys) {
        await(keys::refresh);
    }

    private static void await(Supplier<Uni<Void>> act) {
        try {
            VertxContextSupport.subscribeAndAwait(act);
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void run(String sql) throws SQLException {
        try (var database = SharedStack.get().database(Part.AUTH);
                var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
