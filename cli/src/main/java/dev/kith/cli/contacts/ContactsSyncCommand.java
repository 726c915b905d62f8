package dev.kith.cli.contacts;

import dev.kith.cli.ExitCode;
import dev.kith.cli.Failure;
import dev.kith.cli.KithCommand;
import dev.kith.cli.session.Names;
import dev.kith.cli.session.Numbers;
import dev.kith.client.ContactSyncResult;
import dev.kith.client.ContactsSynced;
import dev.kith.client.KithListener;
import dev.kith.client.phonebook.PhoneBook;
import dev.kith.client.phonebook.PhoneBookReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Reads an exported phone book, syncs it, and says what became of every entry.
@Command(name = "sync", description = "Sync an exported phone book (vCard 2.1, 3.0, 4.0 or CSV); nothing is removed.")
final class ContactsSyncCommand extends KithCommand {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Mixin
    final BookOptions options = new BookOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var content = signedIn();
        var book = read();
        var names = names();
        try (var kith = kith();
                var progress = progress(book.entries().size())) {
            kith.addListener(new KithListener() {
                @Override
                public void onContactsSynced(ContactsSynced synced) {
                    progress.stepTo(synced.done());
                }
            });
            var synchronizer = kith.contactSynchronizer();
            var where = options.apply(synchronizer, content.region());
            var result = answer(
                    options.merge ? synchronizer.syncAsUpdate(book.addresses()) : synchronizer.sync(book.addresses()),
                    PATIENCE);
            progress.stepTo(book.entries().size());
            progress.close();
            keepNames(book, result, where.orElse(null), names);
            new SyncReport(screen(), book, result, names, options.all).print(json());
        }
        return ExitCode.OK;
    }

    private PhoneBook read() throws IOException {
        if (Files.isDirectory(options.file)) {
            throw new Failure(ExitCode.REFUSED, "no-file", options.file + " is a directory.");
        }
        try {
            return new PhoneBookReader().read(options.file);
        } catch (NoSuchFileException missing) {
            throw new Failure(ExitCode.REFUSED, "no-file", "There is no file " + options.file + ".");
        }
    }

    /// Also of those who are not here yet: when they join, they have a name at once. The file stays on this machine.
    private static void keepNames(PhoneBook book, ContactSyncResult result, @Nullable String region, Names names)
            throws IOException {
        book.entries()
                .forEach(entry -> Numbers.canonical(entry.address(), region)
                        .ifPresent(address -> names.put(address, entry.name())));
        result.matched()
                .forEach(match -> names.put(
                        match.address(), book.entries().get(match.index()).name()));
        names.store();
    }

    /// On a terminal only.
    private Progress progress(int entries) {
        return new Progress(
                screen().isTerminal() && !json()
                        ? List.of(new ProgressBarBuilder()
                                .setTaskName("Syncing")
                                .setInitialMax(entries)
                                .setStyle(ProgressBarStyle.ASCII)
                                .setUpdateIntervalMillis(200)
                                .clearDisplayOnFinish()
                                .build())
                        : List.of());
    }

    /// One bar or none.
    private record Progress(List<ProgressBar> bars) implements AutoCloseable {
        void stepTo(int done) {
            bars.forEach(bar -> bar.stepTo(done));
        }

        @Override
        public void close() {
            bars.forEach(ProgressBar::close);
        }
    }
}
