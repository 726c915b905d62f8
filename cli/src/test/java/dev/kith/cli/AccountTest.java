package dev.kith.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.kith.cli.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/// The number, the end and the export of an account, and what others know of a number.
class AccountTest extends CliTestCase {
    @Test
    void changesTheNumberAndKeepsIt() throws IOException {
        signedIn();
        gateway.answer("POST /v1/account/number", "{\"id\":\"n1\",\"expiresIn\":600}");
        gateway.answer("POST /v1/account/number/n1", "{\"address\":\"+442079460199\"}");
        input = "123456\n";

        int code = run("account", "number", "+442079460199");

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(out).contains("+442079460199");
        assertThat(new Session(session()).read().orElseThrow().address()).isEqualTo("+442079460199");
    }

    @Test
    void deletesTheAccountOfWhoTypesTheNumber() throws IOException {
        signedIn();
        gateway.answer("DELETE /v1/account", "");
        input = "no\n";
        assertThat(run("account", "delete")).isEqualTo(ExitCode.REFUSED);
        assertThat(gateway.requests).noneMatch(request -> request.startsWith("DELETE"));
        input = "+442079460123\n";

        int code = run("account", "delete");

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(gateway.requests).contains("DELETE /v1/account {\"address\":\"+442079460123\"}");
        assertThat(session()).doesNotExist();
    }

    @Test
    void exportsToAFile() throws IOException {
        signedIn();
        gateway.answer(
                "GET /v1/account/export",
                "{\"account\":{\"uid\":7},\"parts\":[{\"name\":\"profile\",\"path\":\"/v1/profile\"}]}");
        var file = directory.resolve("export.json");

        int code = run("account", "export", file.toString());

        assertThat(code).isEqualTo(ExitCode.OK);
        var export = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        assertThat(export.getAsJsonObject("profile").get("version").getAsInt()).isEqualTo(2);
        assertThat(export.has("parts")).isFalse();
    }

    @Test
    void showsTracesToWhoHasNoAccount() {
        gateway.answer("POST /v1/traces", "{\"id\":\"t1\",\"expiresIn\":600}");
        gateway.answer("POST /v1/traces/t1", "{\"token\":\"proof\",\"expiresIn\":900}");
        gateway.answer("GET /v1/traces/books", "{\"books\":3,\"refused\":true}");
        gateway.answer("DELETE /v1/traces/books", "");
        input = "123456\n";

        int code = run("--json", "traces", "+442079460123", "--erase");

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(out.strip()).isEqualTo("{\"books\":3,\"refused\":true}");
        assertThat(gateway.requests).anyMatch(request -> request.startsWith("DELETE /v1/traces/books"));
    }
}
