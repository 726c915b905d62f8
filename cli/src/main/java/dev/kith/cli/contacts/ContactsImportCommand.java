package dev.kith.cli.contacts;

import dev.kith.cli.ExitCode;
import dev.kith.cli.Failure;
import dev.kith.cli.KithCommand;
import dev.kith.client.ContactImportResult;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Uploads an exported phone book as it is; the server reads it.
@Command(
        name = "import",
        description = "Upload an exported phone book (vCard or CSV) as it is; the server reads it. Nothing is removed.")
final class ContactsImportCommand extends KithCommand {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Mixin
    final BookOptions options = new BookOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var content = signedIn();
        if (!Files.isRegularFile(options.file)) {
            throw new Failure(ExitCode.REFUSED, "no-file", "There is no file " + options.file + ".");
        }
        try (var kith = kith()) {
            var synchronizer = kith.contactSynchronizer();
            options.apply(synchronizer, content.region());
            ContactImportResult result = answer(
                    options.merge
                            ? synchronizer.importFileAsUpdate(options.file)
                            : synchronizer.importFile(options.file),
                    PATIENCE);
            new ImportReport(screen(), result, names(), options.all).print(json());
        }
        return ExitCode.OK;
    }
}
