package dev.kith.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Signing up, in and out, and what is kept of it.
class SignInTest extends CliTestCase {
    @Test
    void keepsTheSignInInAFileThatOnlyItsOwnerReads() throws IOException {
        verificationsAreTaken();
        input = "123456\n";

        int code = run("signup", "020 7946 0123", "--region", "GB", "--name", "Bob", "--discoverability", "everyone");

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(out).contains("+442079460123");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(session())))
                .isEqualTo("rw-------");
        assertThat(gateway.requests)
                .contains("POST /v1/verifications {\"app\":\"app_1\",\"phone\":\"020 7946 0123\",\"region\":\"GB\"}")
                .anyMatch(request -> request.startsWith("POST /v1/verifications/v1 {\"code\":\"123456\"")
                        && request.endsWith("\"name\":\"Bob\",\"discoverability\":\"everyone\"}"));
    }

    @Test
    void readsTheCodeOfADevelopmentStack() throws IOException {
        verificationsAreTaken();
        gateway.answer("GET /dev/codes/%2B442079460123", "{\"phone\":\"+442079460123\",\"code\":\"654321\"}");
        gateway.answer("GET /dev/codes/+442079460123", "{\"phone\":\"+442079460123\",\"code\":\"654321\"}");

        int code = run("signup", "020 7946 0123", "--region", "GB", "--dev-code", "--json");

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(object(out).get("uid").getAsLong()).isEqualTo(TestGateway.UID);
        assertThat(gateway.requests).anyMatch(request -> request.contains("654321"));
    }

    @Test
    void saysHowToGoOnWhereNobodyTypesTheCode() {
        verificationsAreTaken();

        int code = run("signup", "+442079460123");

        assertThat(code).isEqualTo(ExitCode.REFUSED);
        assertThat(err).contains("--verification v1 --code CODE");
    }

    @Test
    void asksWhichAppWhereThereIsNone() {
        environment.remove("KITH_APP");
        environment.put("KITH_DATA", directory.toString());

        assertThat(run("signup", "+442079460123")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("--app");
    }

    @Test
    void takesTheAppOfTheLocalDemo() throws IOException {
        environment.remove("KITH_APP");
        environment.put("KITH_DATA", directory.toString());
        Files.writeString(directory.resolve("demo.json"), "{\"app\":\"app_demo\"}");

        run("signup", "+442079460123");

        assertThat(gateway.requests).anyMatch(request -> request.contains("app_demo"));
    }

    @Test
    void forgetsTheSignInWhenSignedOut() throws IOException {
        signedIn();
        gateway.answer("DELETE /v1/devices/d1", "");

        assertThat(run("signout")).isEqualTo(ExitCode.OK);
        assertThat(session()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429})
    void keepsTheSignInWhereSomethingInFrontOfKithRefuses(int status) throws IOException {
        signedIn();
        gateway.refusePlainly("DELETE /v1/devices/d1", status);
        gateway.refusePlainly("POST /v1/tokens", status);

        assertThat(run("signout")).isNotEqualTo(ExitCode.OK);
        assertThat(err).contains("HTTP status " + status);
        assertThat(session()).exists();
    }

    @Test
    void forgetsTheSignInWhereTheServerHasEndedItAlready() throws IOException {
        signedIn();
        gateway.refuse("DELETE /v1/devices/d1", 403, "revoked");

        assertThat(run("signout")).isEqualTo(ExitCode.OK);
        assertThat(session()).doesNotExist();
    }

    private void verificationsAreTaken() {
        gateway.answer("POST /v1/verifications", "{\"id\":\"v1\",\"expiresIn\":600}");
        gateway.answer(
                "POST /v1/verifications/v1",
                "{\"uid\":7,\"device\":\"d1\",\"accessToken\":\"" + TestGateway.token()
                        + "\",\"refreshToken\":\"refresh\",\"expiresIn\":900,\"created\":true}");
    }
}
