package dev.kith.cli.session;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import dev.kith.cli.ExitCode;
import dev.kith.cli.Failure;
import dev.kith.client.TokenVault;
import dev.kith.client.Tokens;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A sign-in in a file that its owner alone can read. Several `kith-cli` share it: the refresh runs under a lock on the
/// file beside it, because a refresh token that is used twice signs the device out.
public final class Session implements TokenVault {
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    private final Path file;

    public Session(Path file) {
        this.file = file;
    }

    /// What the file says.
    ///
    /// @param address the user's own
    /// @param region of numbers without country code in this user's books
    public record Content(
            String server,
            long uid,
            String address,
            @Nullable String region,
            String accessToken,
            @Nullable String refreshToken) {

        Content with(Tokens tokens) {
            return new Content(server, uid, address, region, tokens.access(), tokens.refresh());
        }
    }

    /// Empty if nobody is signed in here.
    ///
    /// @throws Failure for a file that is no session
    public Optional<Content> read() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            var content = GSON.fromJson(Files.readString(file), Content.class);
            if (content != null && isThere(content.server()) && isThere(content.accessToken())) {
                return Optional.of(content);
            }
        } catch (JsonParseException broken) {
            // Said below.
        }
        throw new Failure(
                ExitCode.SIGNED_OUT,
                "bad-session",
                file + " is no session file. Remove it and sign in: kith-cli signup");
    }

    // From a file there can be nulls, whatever the types say.
    private static boolean isThere(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    public void write(Content content) throws IOException {
        PrivateFile.write(file, GSON.toJson(content) + "\n");
    }

    public void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    /// Where the SDK keeps what it must not forget, one directory for each user.
    public Path state(long uid) {
        return directory().resolve(baseName() + ".state").resolve(Long.toString(uid));
    }

    /// The names that a synced phone book gave people.
    public Path names(long uid) {
        return state(uid).resolve("names.json");
    }

    private String baseName() {
        return file.getFileName().toString().replaceFirst("\\.json$", "");
    }

    private Path directory() {
        var parent = file.toAbsolutePath().getParent();
        return parent == null ? Path.of("/") : parent;
    }

    @Override
    public Tokens load() throws IOException {
        return tokens(read().orElseThrow(Failure::signedOut));
    }

    @Override
    public Tokens update(UnaryOperator<Tokens> change) throws IOException {
        var lock = directory().resolve(baseName() + ".lock");
        try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock(); // Given back when the channel closes.
            var content = read().orElseThrow(Failure::signedOut);
            var before = tokens(content);
            var after = change.apply(before);
            if (!after.equals(before)) {
                write(content.with(after));
            }
            return after;
        }
    }

    private static Tokens tokens(Content content) {
        return new Tokens(content.accessToken(), content.refreshToken());
    }
}
