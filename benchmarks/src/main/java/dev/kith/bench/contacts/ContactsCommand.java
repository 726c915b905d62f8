package dev.kith.bench.contacts;

import dev.kith.bench.contacts.MeasureContacts.Extent;
import dev.kith.bench.contacts.MeasureContacts.Findings;
import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.report.Bounds;
import dev.kith.bench.report.Output;
import dev.kith.bench.report.Report;
import dev.kith.bench.stack.Usage;
import dev.kith.bench.world.LoadDirectory;
import dev.kith.bench.world.Population;
import dev.kith.bench.world.WorldOptions;
import dev.kith.contacts.number.AddressDigest;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
            "What `bench world` loaded is used; without it the directory is filled, and kept for the next run.",
            "Exit code: 0 all well, 1 an answer was wrong, 2 wrong option, 3 no stack, 4 it could not be finished."
        })
public final class ContactsCommand implements Callable<Integer> {
    // What a book of this size and a delta cost of the look-ups that a new account has.
    private static final int LARGEST_BOOK = 9_900;
    private static final int SHOWN_FAULTS = 5;
    private static final int USUAL_USERS = 1_000_000;

    @Mixin
    private WorldOptions options = new WorldOptions();

    @Mixin
    private Output output = new Output();

    @Option(
            names = "--users",
            description = "Users in the directory (as many as `bench world` or an earlier run loaded, else 1000000).")
    private @Nullable Integer users;

    @Option(
            names = "--book",
            defaultValue = "1000",
            description = "Entries of a phone book, 30 %% of them users (${DEFAULT-VALUE}).")
    private int book;

    @Option(names = "--rounds", defaultValue = "100", description = "Books that are measured (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--warmup", defaultValue = "150", description = "Rounds before, not measured (${DEFAULT-VALUE}).")
    private int warmup;

    @Option(
            names = "--callers",
            defaultValue = "4",
            description = "Owners who sync at once when the throughput is measured (${DEFAULT-VALUE}).")
    private int callers;

    @Override
    public Integer call() throws InterruptedException, SQLException {
        int asked = users == null ? USUAL_USERS : users;
        Bounds.check("--users", asked, 1, Population.LARGEST);
        Bounds.check("--book", book, 1, LARGEST_BOOK);
        Bounds.check("--rounds", rounds, 1, 2_000);
        Bounds.check("--warmup", warmup, 0, 1_000);
        Bounds.check("--callers", callers, 1, 64);
        if (book > asked) {
            throw new BenchFailure(ExitCode.USAGE, "--book is larger than --users.");
        }
        return run();
    }

    private int run() throws InterruptedException, SQLException {
        var progress = output.progress();
        try (var gateway = options.target().open()) {
            var tenant = options.enter(gateway);
            var digests = options.digests(tenant);
            var population = load(tenant.key().app(), digests);
            var usage = new Usage(options.data());
            try (var direct = new DirectMatch(options.database());
                    var downstream = new Downstream(options.database())) {
                var measuring = new MeasureContacts(gateway, tenant, population, digests, progress);
                var findings = measuring.measure(new Extent(book, rounds, warmup, callers), direct, downstream, usage);
                output.print(report(population, findings).memory(usage.memory()));
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
        output.progress().step("Filling the directory, unless it is filled");
        try (var connection = options.database().connect()) {
            var directory = new LoadDirectory(connection, output.progress());
            return users == null
                    ? directory.loaded(app).orElseGet(() -> directory.load(app, USUAL_USERS, digests))
                    : directory.load(app, users, digests);
        }
    }

    private Report report(Population population, Findings findings) {
        return new Report("Phone books through the gateway, and the bare match beside them")
                .count("users", "users in the directory", population.size())
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
                .number("booksPerSecond", "new books a second", findings.fresh.perSecond, "")
                .number(
                        "settledBooksPerSecond",
                        "new books a second, until all services have done their part",
                        findings.fresh.settledPerSecond,
                        "")
                .each("newCost", "processor time of a new book, ", findings.fresh.cost, "Ms", "ms")
                .number("unchangedPerSecond", "unchanged books a second", findings.repeated.perSecond, "")
                .each("unchangedCost", "processor time of an unchanged book, ", findings.repeated.cost, "Ms", "ms")
                .count("checks", "checks of answers", findings.answers)
                .count("wrong", "wrong answers", findings.faults.size());
    }
}
