package dev.kith.bench.discovery;

import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.report.Bounds;
import dev.kith.bench.report.Output;
import dev.kith.bench.report.Report;
import dev.kith.bench.stack.KeyFile;
import dev.kith.bench.world.LoadDirectory;
import dev.kith.bench.world.Population;
import dev.kith.bench.world.WorldOptions;
import dev.kith.contacts.number.AddressDigest;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `bench discovery`.
@Command(
        name = "discovery",
        description = "Strangers try numbers without end; nobody who has not allowed it may be disclosed.",
        footer = {
            "",
            "Every other number is that of a user under the default setting (contacts), as long as there are users.",
            "Exit code: 0 nobody was disclosed, 1 somebody was, 2 wrong option, 3 no stack, 4 not finished or proven."
        })
public final class DiscoveryCommand implements Callable<Integer> {
    @Mixin
    private WorldOptions options = new WorldOptions();

    @Mixin
    private Output output = new Output();

    @Option(
            names = "--users",
            defaultValue = "500000",
            description = "Users in the directory of an app of its own (${DEFAULT-VALUE}).")
    private int users;

    @Option(
            names = "--candidates",
            defaultValue = "1000000",
            description = "Numbers that are tried (${DEFAULT-VALUE}).")
    private int candidates;

    @Option(
            names = "--each",
            defaultValue = "9999",
            description = "Numbers that one account tries; the quota of a new one is 10,000 (${DEFAULT-VALUE}).")
    private int each;

    @Option(names = "--callers", defaultValue = "2", description = "Accounts at once (${DEFAULT-VALUE}).")
    private int callers;

    @Override
    public Integer call() throws InterruptedException, SQLException {
        Bounds.check("--users", users, 1, Population.LARGEST);
        Bounds.check("--candidates", candidates, 1, Population.strangers());
        Bounds.check("--each", each, 1, 49_999);
        Bounds.check("--callers", callers, 1, 64);
        try (var gateway = options.target().open()) {
            var tenant = new KeyFile(options.data().resolve("bench-discovery.properties"))
                    .enter(gateway, options.target().rootKey(), "benchmark discovery");
            var population = load(tenant.key().app(), options.digests(tenant));
            var extent = new MeasureDiscovery.Extent(candidates, each, callers);
            long begin = System.nanoTime();
            var found = new MeasureDiscovery(gateway, tenant, population, output.progress()).measure(extent);
            output.print(report(extent, found, (System.nanoTime() - begin) / 1e9));
            return verdict(extent, found).number();
        }
    }

    private Population load(String app, AddressDigest digests) throws SQLException {
        output.progress().step("Filling the directory with " + users + " users, those that are not there");
        try (var connection = options.database().connect()) {
            return new LoadDirectory(connection, output.progress(), LoadDirectory.FindableBy.CONTACTS)
                    .load(app, users, digests);
        }
    }

    /// Somebody disclosed counts, whatever else went wrong.
    static ExitCode verdict(MeasureDiscovery.Extent extent, MeasureDiscovery.Found found) {
        if (found.disclosed() > 0) {
            return ExitCode.BROKEN;
        }
        if (found.open() != extent.accounts()) {
            throw new BenchFailure(
                    ExitCode.INCOMPLETE,
                    "Only " + found.open() + " of " + extent.accounts()
                            + " accounts found the user whom everybody may find: nothing is proven.");
        }
        return ExitCode.OK;
    }

    private Report report(MeasureDiscovery.Extent extent, MeasureDiscovery.Found found, double seconds) {
        return new Report("Numbers tried by strangers")
                .count("users", "users in the directory, findable by their contacts", users)
                .count("accounts", "accounts of strangers", extent.accounts())
                .count("candidates", "numbers tried", found.candidates())
                .count("candidatesOfUsers", "of them numbers of users", found.users())
                .count("looked", "numbers looked up", found.looked())
                .count("charged", "look-ups charged", found.charged())
                .count("pending", "numbers that wait for quota", found.pending())
                .count("open", "users found whom everybody may find, one for each account", found.open())
                .count("disclosed", "users disclosed who had not allowed it", found.disclosed())
                .number("seconds", "it took", seconds, "s");
    }
}
