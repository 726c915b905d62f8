package dev.kith.cli.contacts;

import dev.kith.cli.ExitCode;
import dev.kith.cli.Failure;
import dev.kith.cli.KithCommand;
import dev.kith.client.ContactImportResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Uploads an exported phone book as it is; the server reads it.
@Command(
        name = "import",
        description = "Upload an exported phone book (vCard or CSV) as it is; the server reads it. Nothing is removed.")
final class ContactsImportCommand extends KithCommand {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Parameters(paramLabel = "FILE")
    Path file = Path.of("");

    @Option(
            names = "--levels",
            paramLabel = "N",
            split = ",",
            description = "What these people may see of you (default: 1,2,5).")
    int @Nullable [] levels;

    @Option(names = "--merge", description = "Add the levels to what they have, instead of setting them.")
    boolean merge;

    @Option(
            names = "--region",
            paramLabel = "XX",
            description = "Of numbers without country code (else that of signup).")
    @Nullable
    String region;

    @Option(names = "--all", description = "Print every entry, not only the first of each kind.")
    boolean all;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var content = signedIn();
        if (!Files.isRegularFile(file)) {
            throw new Failure(ExitCode.REFUSED, "no-file", "There is no file " + file + ".");
        }
        try (var kith = kith()) {
            var synchronizer = kith.contactSynchronizer();
            if (levels != null) {
                synchronizer.setLevels(levels);
            }
            var where = region == null ? content.region() : region;
            if (where != null) {
                synchronizer.setRegion(where);
            }
            ContactImportResult result =
                    answer(merge ? synchronizer.importFileAsUpdate(file) : synchronizer.importFile(file), PATIENCE);
            new ImportReport(screen(), result, names(), all).print(json());
        }
        return ExitCode.OK;
    }
}
