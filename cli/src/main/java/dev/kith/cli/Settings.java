package dev.kith.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// What holds for every command: from an option, else from the environment, else the usual.
public final class Settings {
    @Option(
            names = "--server",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = "The gateway (KITH_SERVER; else that of the session; else http://localhost:8080).")
    @Nullable
    String server;

    @Option(
            names = "--session",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "Where the sign-in is kept (KITH_SESSION; else ~/.config/kith/session.json).")
    @Nullable
    Path session;

    @Option(
            names = "--app",
            scope = ScopeType.INHERIT,
            paramLabel = "ID",
            description = "The app (KITH_APP; else that of the local demo).")
    @Nullable
    String app;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "One JSON object on standard output, or one a line for what goes on.")
    boolean json;

    private final Map<String, String> environment;

    Settings(Map<String, String> environment) {
        this.environment = environment;
    }

    public Path sessionFile() {
        if (session != null) {
            return session;
        }
        var named = variable("KITH_SESSION");
        if (named.isPresent()) {
            return Path.of(named.get());
        }
        var config = variable("XDG_CONFIG_HOME")
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".config"));
        return config.resolve("kith").resolve("session.json");
    }

    /// Where a new sign-in goes.
    public String serverForSignUp() {
        return explicitServer().orElse("http://localhost:8080");
    }

    /// KITH_GATEWAY is what `./kith` says of the stack that it runs.
    public Optional<String> explicitServer() {
        return Optional.ofNullable(server).or(() -> variable("KITH_SERVER")).or(() -> variable("KITH_GATEWAY"));
    }

    /// The server of a command on a session: that of the session, unless the user names another.
    public String server(String ofSession) {
        return Optional.ofNullable(server).or(() -> variable("KITH_SERVER")).orElse(ofSession);
    }

    public String app() {
        return Optional.ofNullable(app)
                .or(() -> variable("KITH_APP"))
                .or(this::demoApp)
                .orElseThrow(
                        () -> Failure.usage("Which app? Give --app ID, or run ./kith demo once, which makes one."));
    }

    private Optional<String> demoApp() {
        var data = variable("KITH_DATA").map(Path::of).orElse(Path.of(".kith", "data"));
        try {
            var demo = JsonParser.parseString(Files.readString(data.resolve("demo.json")));
            return demo instanceof JsonObject object && object.has("app")
                    ? Optional.of(object.get("app").getAsString())
                    : Optional.empty();
        } catch (IOException | JsonParseException none) {
            return Optional.empty();
        }
    }

    /// Of the environment; empty if it is blank.
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
