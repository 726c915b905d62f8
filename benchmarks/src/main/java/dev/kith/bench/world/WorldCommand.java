package dev.kith.bench.world;

import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.report.Bounds;
import dev.kith.bench.report.Output;
import dev.kith.bench.report.Report;
import dev.kith.bench.stack.KeyFile;
import dev.kith.local.stack.Part;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `bench world`.
@Command(
        name = "world",
        description = "Loads a plausible world: a directory, phone books, and the relationships that they make.",
        footer = {
            "",
            "It is kept for the other commands, and loaded again only when it should be another; --clean removes it.",
            "Exit code: 0 all well, 2 wrong option, 3 no stack or the databases refused."
        })
public final class WorldCommand implements Callable<Integer> {
    /// 220 entries a book: 20 million.
    private static final int MOST_BOOKS = 91_000;

    private static final int USERS_A_BOOK = 11;

    @Mixin
    private WorldOptions options = new WorldOptions();

    @Mixin
    private Output output = new Output();

    @Option(names = "--users", defaultValue = "1000000", description = "Users in the directory (${DEFAULT-VALUE}).")
    private int users;

    @Option(
            names = "--books",
            defaultValue = "0",
            description = "Phone books (one user in eleven has one, up to " + MOST_BOOKS + " or 20 million entries).")
    private int books;

    @Option(names = "--clean", description = "Removes what was loaded, and does nothing else.")
    private boolean clean;

    @Override
    public Integer call() throws SQLException {
        Bounds.check("--users", users, 1, Population.LARGEST);
        Bounds.check("--books", books, 0, Math.min(users, 1_000_000));
        if (clean) {
            removeAll();
        } else {
            load();
        }
        return ExitCode.OK.number();
    }

    private void load() throws SQLException {
        try (var gateway = options.target().open();
                var contacts = options.database().connect();
                var profiles = options.database().connect(Part.PROFILE)) {
            var tenant = options.enter(gateway);
            var digests = options.digests(tenant);
            long begin = System.nanoTime();
            output.progress().step("Filling the directory with " + users + " users, those that are not there");
            var population = new LoadDirectory(contacts, output.progress())
                    .load(tenant.key().app(), users, digests);
            double directorySeconds = secondsSince(begin);
            int count = books > 0 ? books : Math.clamp(users / USERS_A_BOOK, 1, MOST_BOOKS);
            var world = new Books(population, count);
            begin = System.nanoTime();
            var loadBooks = new LoadBooks(contacts, output.progress(), options.secret());
            if (!loadBooks.isLoaded(world)) {
                output.progress().step("Filling " + count + " phone books with " + world.entries() + " entries");
                loadBooks.load(world, digests);
            }
            double booksSeconds = secondsSince(begin);
            begin = System.nanoTime();
            var loadRelationships = new LoadRelationships(profiles, output.progress());
            if (!loadRelationships.isLoaded(world)) {
                output.progress().step("Filling the relationships that the books make");
                loadRelationships.load(world);
            }
            output.print(new Report("The world that is loaded")
                    .count("users", "users in the directory", users)
                    .count("books", "phone books", count)
                    .count("entries", "entries of the books", world.entries())
                    .count("popular", "numbers of nobody that many hold", Books.POPULAR)
                    .count("holders", "books that hold each of them", world.holders())
                    .number("directorySeconds", "loading the directory", directorySeconds, "s")
                    .number("booksSeconds", "loading the books", booksSeconds, "s")
                    .number("relationshipsSeconds", "loading the relationships", secondsSince(begin), "s")
                    .text("directorySize", "directory with its indexes", size(contacts, "directory"))
                    .text("booksSize", "entries with their indexes", size(contacts, "phone_book"))
                    .text("relationshipsSize", "relationships with their indexes", size(profiles, "relationship")));
        }
    }

    private void removeAll() throws SQLException {
        try (var contacts = options.database().connect();
                var profiles = options.database().connect(Part.PROFILE)) {
            output.progress().step("Removing the relationships, the books and the directory");
            new LoadRelationships(profiles, output.progress()).clean();
            new LoadBooks(contacts, output.progress(), options.secret()).clean();
            long removed = new LoadDirectory(contacts, output.progress()).clean();
            KeyFile.ofWorld(options.data()).forget();
            output.print(new Report("Removed the world").count("removed", "users", removed));
        }
    }

    private static double secondsSince(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static String size(java.sql.Connection connection, String table) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select pg_size_pretty(pg_total_relation_size('" + table + "'))")) {
            row.next();
            return row.getString(1);
        }
    }
}
