package dev.kith.cli.file;

import dev.kith.cli.ExitCode;
import dev.kith.cli.Failure;
import dev.kith.cli.KithCommand;
import dev.kith.cli.screen.Screen;
import dev.kith.client.RemoteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Files, brought to where others can fetch them, and fetched.
@Command(
        name = "files",
        description = "Bring files to where others can fetch them, fetch theirs, and see what you have there.",
        subcommands = {
            FilesCommand.Put.class,
            FilesCommand.Get.class,
            ListCommand.class,
            DeleteCommand.class,
            LinkCommand.class
        })
public final class FilesCommand extends KithCommand {
    /// The SDK gives up by itself when nothing moves.
    private static final Duration PATIENCE = Duration.ofHours(12);

    @Override
    public Integer call() {
        throw Failure.usage("files put|get|list|delete|link");
    }

    /// One of this machine.
    @Command(
            name = "put",
            description = "Bring a file to the server; prints the URL to send. The same file is brought once.")
    static final class Put extends KithCommand {
        @Parameters(paramLabel = "FILE")
        @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
        Path file;

        @Override
        public Integer call() throws IOException, InterruptedException {
            if (!Files.isRegularFile(file)) {
                throw new Failure(ExitCode.REFUSED, "no-file", "There is no file " + file + ".");
            }
            try (var kith = kith();
                    var bar = Bar.on(screen(), json(), "Sending")) {
                show(answer(kith.files().upload(file, bar), PATIENCE));
            }
            return ExitCode.OK;
        }

        private void show(RemoteFile remote) {
            if (!json()) {
                screen().line(Screen.safe(remote.url()));
                return;
            }
            var out = new LinkedHashMap<String, Object>();
            out.put("id", remote.id());
            out.putAll(RemoteFileObject.of(remote));
            screen().json(out);
        }
    }

    /// One that somebody sent.
    @Command(name = "get", description = "Fetch a file whose URL somebody sent you. Goes on where it stopped.")
    static final class Get extends KithCommand {
        @Parameters(paramLabel = "URL", index = "0")
        @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
        String url;

        @Parameters(paramLabel = "FILE", index = "1")
        @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
        Path file;

        @Override
        public Integer call() throws IOException, InterruptedException {
            try (var kith = kith();
                    var bar = Bar.on(screen(), json(), "Fetching")) {
                var got = answer(kith.files().download(url, file, bar), PATIENCE);
                if (json()) {
                    screen().json(Map.of("file", got.toString(), "size", Files.size(got)));
                }
            }
            return ExitCode.OK;
        }
    }
}
