package dev.kith.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.kith.cli.screen.Screen;
import dev.kith.cli.session.Session;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Runs commands against a gateway of its own, with a session file of its own.
abstract class CliTestCase {
    @TempDir
    Path directory;

    TestGateway gateway;
    Map<String, String> environment;
    String input = "";
    String out = "";
    String err = "";

    @BeforeEach
    void open() throws IOException {
        gateway = new TestGateway();
        environment = new HashMap<>(
                Map.of("KITH_SERVER", gateway.url(), "KITH_SESSION", session().toString(), "KITH_APP", "app_1"));
    }

    @AfterEach
    void close() throws IOException {
        gateway.close();
    }

    Path session() {
        return directory.resolve("session.json");
    }

    void signedIn() throws IOException {
        new Session(session())
                .write(new Session.Content(
                        gateway.url(), TestGateway.UID, "+442079460123", "GB", TestGateway.token(), "refresh"));
    }

    static JsonObject object(String line) {
        return JsonParser.parseString(line).getAsJsonObject();
    }

    int run(String... arguments) {
        var printed = new StringWriter();
        var complained = new StringWriter();
        var screen = new Screen(new PrintWriter(printed), new PrintWriter(complained), false, false);
        int code = KithCli.run(
                new KithCli(environment, screen, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8))),
                arguments);
        out = printed.toString();
        err = complained.toString();
        return code;
    }
}
