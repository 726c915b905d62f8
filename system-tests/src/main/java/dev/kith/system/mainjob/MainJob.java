package dev.kith.system.mainjob;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Runs the main job against a running Kith and tells it step by step.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Five people sign up, sync their phone books, meet, change profiles, write to each other, come and go.",
            "Exit code 0: everything happened as it must; 1: a step did not, and its name is printed; 2: wrong usage."
        })
public final class MainJob implements Callable<Integer> {
    @Option(names = "--gateway", defaultValue = "http://localhost:8080", description = "Default: ${DEFAULT-VALUE}")
    private URI gateway = URI.create("http://localhost:8080");

    @Option(
            names = "--root-key",
            defaultValue = "${env:KITH_ROOT_KEY:-development-only-root-key}",
            description = "Creates the demo's app. Default: that of the local stack")
    private String rootKey = "";

    @Option(names = "--samples", defaultValue = "samples", description = "Folder with people.json and their books")
    private Path samples = Path.of("samples");

    @Option(
            names = "--state",
            description = "File that remembers this run, so that the next can see what is still there")
    private @Nullable Path state;

    @Option(names = "--json", description = "One JSON object instead of the story")
    private boolean json;

    @Parameters(paramLabel = "FILE", description = "Your own .vcf or .csv exports, synced instead of Alice's sample")
    private List<Path> files = List.of();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new MainJob()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Logger.getLogger("").setLevel(Level.WARNING);
        return run(gateway, rootKey, Cast.of(samples), files, state, System.out, json);
    }

    /// The whole story, which does not begin unless all of one's own books can be read.
    ///
    /// @return 0; 1 with the name of the step that broke on standard error; 2 with the file that is no phone book
    static int run(
            URI gateway,
            String rootKey,
            Cast cast,
            List<Path> ownBooks,
            @Nullable Path state,
            PrintStream out,
            boolean json)
            throws Exception {
        List<String> ownEntries;
        try {
            ownEntries = Books.addresses(ownBooks);
        } catch (IOException unusable) {
            System.err.println("✗ " + unusable.getMessage());
            return 2;
        }
        boolean terminal = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        boolean colours = !json && terminal && System.getenv("NO_COLOR") == null;
        var story = new Story(out, json, colours);
        try (var scenes = new Scenes(gateway, rootKey, cast, ownEntries, state, story)) {
            scenes.play();
            story.end();
            return 0;
        } catch (StoryBroken broken) {
            System.err.println("✗ " + broken.getMessage());
            return 1;
        }
    }
}
