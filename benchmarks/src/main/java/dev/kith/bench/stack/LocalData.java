package dev.kith.bench.stack;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/// The option that says where the data of a local stack is.
public final class LocalData {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:KITH_DATA:-.kith}",
            description =
                    "Data of the local stack: what its parts use of the machine, and the apps of earlier runs, are"
                            + " looked up there (${DEFAULT-VALUE}).")
    private Path directory = Path.of(".kith");

    public Path directory() {
        return directory;
    }

    /// What the processes of that stack use now.
    public Usage usage() {
        return new Usage(directory);
    }
}
