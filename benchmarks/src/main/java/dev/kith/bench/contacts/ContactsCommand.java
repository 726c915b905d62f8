package dev.kith.bench.contacts;

import dev.kith.bench.contacts.MeasureContacts.Extent;
import dev.kith.bench.contacts.MeasureContacts.Findings;
import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.report.Bounds;
import dev.kith.bench.report.Output;
import dev.kith.bench.report.Report;
import dev.kith.bench.stack.KeyFile;
import dev.kith.bench.stack.Target;
import dev.kith.contacts.number.AddressDigest;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `bench contacts`.
@Command(
        name = "contacts",
        description =
                "Phone books are synced against a large directory, beside the bare match in SQL of the same data.",
        footer = {
            "",
            "The directory of an app of its own is filled on the first run and kept for the next; --clean removes it.",
            "Exit code: 0 all well, 1 an answer was wrong, 2 wrong option, 3 no stack, 4 it could not be finished."
        })
public final class ContactsCommand implements Callable<Integer> {
    // What a book of this size and a delta cost of the look-ups that a new account has.
    private static final int LARGEST_BOOK = 9_900;
    private static final int SHOWN_FAULTS = 5;

    @Mixin
    private Target target = new Target();

    @Mixin
    private Database database = new Database();

    @Mixin
    private Output output = new Output();

    @Option(names = "--users", defaultValue = "1000000", description = "Users in the directory (${DEFAULT-VALUE}).")
    private int users;

    @Option(
            names = "--book",
            defaultValue = "1000",
            description = "Entries of a phone book, 30 %% of them users (${DEFAULT-VALUE}).")
    private int book;

    @Option(names = "--rounds", defaultValue = "100", description = "Books that are measured (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--warmup", defaultValue = "20", description = "Rounds before, not measured (${DEFAULT-VALUE}).")
    private int warmup;

    @Option(
            names = "--callers",
            defaultValue = "4",
            description = "Owners who sync at once when the throughput is measured (${DEFAULT-VALUE}).")
    private int callers;

    @Option(
            names = "--contacts-secret",
            paramLabel = "SECRET",
            defaultValue = "${env:KITH_CONTACTS_SECRET}",
            description = "Of contact-sync-service, as v1:... (that of the local stack; or KITH_CONTACTS_SECRET).")
    private String secret = "";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:KITH_DATA:-.kith}",
            description = "Where the app of the benchmark is remembered (${DEFAULT-VALUE}).")
    private Path data = Path.of("");

    @Option(names = "--clean", description = "Removes what was loaded, and does nothing else.")
    private boolean clean;

    @Override
    public Integer call() throws InterruptedException, SQLException {
        Bounds.check("--users", users, 1, Population.LARGEST);
        Bounds.check("--book", book, 1, LARGEST_BOOK);
        Bounds.check("--rounds", rounds, 1, 2_000);
        Bounds.check("--warmup", warmup, 0, 1_000);
        Bounds.check("--callers", callers, 1, 64);
        if (book > users) {
            throw new BenchFailure(ExitCode.USAGE, "--book is larger than --users.");
        }
        return clean ? removeAll() : run();
    }

    private int run() throws InterruptedException, SQLException {
        var progress = output.progress();
        try (var gateway = target.open()) {
            var tenant = keyFile().enter(gateway, target.rootKey(), "benchmark contacts");
            var digests =
                    new AddressDigest(DigestSecret.of(secret), tenant.key().app());
            var population = load(tenant.key().app(), digests);
            try (var direct = new DirectMatch(database)) {
                var measuring = new MeasureContacts(gateway, tenant, population, digests, progress);
                var findings = measuring.measure(new Extent(book, rounds, warmup, callers), direct);
                output.print(report(findings));
                findings.faults.stream().distinct().limit(SHOWN_FAULTS).forEach(output::warn);
                tidyUp(measuring);
                return (findings.faults.isEmpty() ? ExitCode.OK : ExitCode.BROKEN).number();
            }
        }
    }

    private void tidyUp(MeasureContacts measuring) throws InterruptedException {
        try {
            measuring.tidyUp();
        } catch (BenchFailure e) {
            // What was measured stands.
            output.warn("the owners of this run are left in the stack: " + e.getMessage());
        }
    }

    private Population load(String app, AddressDigest digests) throws SQLException {
        output.progress().step("Filling the directory with " + users + " users, those that are not there");
        try (var connection = database.connect()) {
            return new LoadDirectory(connection, output.progress()).load(app, users, digests);
        }
    }

    private int removeAll() throws SQLException {
        try (var connection = database.connect()) {
            long removed = new LoadDirectory(connection, output.progress()).clean();
            keyFile().forget();
            output.print(new Report("Removed from the directory").count("removed", "users", removed));
        }
        return ExitCode.OK.number();
    }

    private KeyFile keyFile() {
        return new KeyFile(data.resolve("bench-contacts.properties"));
    }

    private Report report(Findings findings) {
        return new Report("Phone books through the gateway, and the bare match beside them")
                .count("users", "users in the directory", users)
                .count("book", "entries of a book, 30 % users", book)
                .count("rounds", "rounds", rounds)
                .count("warmup", "rounds before, not measured", warmup)
                .millis("wholeP50Ms", "whole call, new book, p50", findings.whole.p50Millis())
                .millis("wholeP99Ms", "whole call, new book, p99", findings.whole.p99Millis())
                .millis("unchangedP50Ms", "whole call, same book again, p50", findings.unchanged.p50Millis())
                .millis("unchangedP99Ms", "whole call, same book again, p99", findings.unchanged.p99Millis())
                .millis("equalP50Ms", "call with nothing but the checksum, p50", findings.equal.p50Millis())
                .millis("equalP99Ms", "call with nothing but the checksum, p99", findings.equal.p99Millis())
                .millis("deltaP50Ms", "call with ten entries more, p50", findings.delta.p50Millis())
                .millis("deltaP99Ms", "call with ten entries more, p99", findings.delta.p99Millis())
                .millis("bareSqlP50Ms", "bare match in SQL, p50", findings.bare.p50Millis())
                .millis("bareSqlP99Ms", "bare match in SQL, p99", findings.bare.p99Millis())
                .millis("statementP50Ms", "the service's match statement, p50", findings.statement.p50Millis())
                .millis("statementP99Ms", "the service's match statement, p99", findings.statement.p99Millis())
                .number(
                        "ratio",
                        "statement / bare match, of the p50",
                        findings.statement.p50Millis() / findings.bare.p50Millis(),
                        "")
                .number(
                        "wholeRatio",
                        "whole call / bare match, of the p50",
                        findings.whole.p50Millis() / findings.bare.p50Millis(),
                        "")
                .count("callers", "owners at once, for the throughput", callers)
                .number("booksPerSecond", "new books a second", findings.booksPerSecond, "")
                .count("checks", "checks of answers", findings.answers)
                .count("wrong", "wrong answers", findings.faults.size());
    }
}
