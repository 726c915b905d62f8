package dev.kith.bench.world;

import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.report.Progress;
import dev.kith.contacts.number.AddressDigest;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Fills the directory with the users of an app, by binary COPY in chunks, each its own transaction. What an
/// earlier run has loaded is kept: only what is missing is added, and what is too many removed.
public final class LoadDirectory {
    private static final int CHUNK = 50_000;

    /// Who may find those who are loaded.
    public enum FindableBy {
        EVERYONE((short) 1),
        CONTACTS((short) 2);

        /// What contact-sync-service stores for it.
        private final short stored;

        FindableBy(short stored) {
            this.stored = stored;
        }
    }

    private final Connection connection;
    private final Progress progress;
    private final FindableBy findableBy;

    public LoadDirectory(Connection connection, Progress progress) {
        this(connection, progress, FindableBy.EVERYONE);
    }

    public LoadDirectory(Connection connection, Progress progress, FindableBy findableBy) {
        this.connection = connection;
        this.progress = progress;
        this.findableBy = findableBy;
    }

    /// Those of this app who are there; empty: nobody.
    public Optional<Population> loaded(String app) {
        try {
            var there = there(app);
            return there.count() == 0
                    ? Optional.empty()
                    : Optional.of(new Population(Math.toIntExact(there.count()), there.first()));
        } catch (SQLException e) {
            throw failure("Cannot read the directory", e);
        }
    }

    /// So many users of this app, whoever was there before. Vacuumed and
    /// analyzed: no plan comes from an empty table, and no timed statement is the first to read a page.
    public Population load(String app, int users, AddressDigest digests) {
        try {
            var there = there(app);
            var population = new Population(users, there.count() == 0 ? freeUid() : there.first());
            if (there.count() > users) {
                progress.step("Removing users of an earlier run");
                delete(population.uid(users), there.first() + there.count() - 1);
            }
            for (int from = Math.toIntExact(there.count()); from < users; from += CHUNK) {
                copy(app, population, digests, from, Math.min(users, from + CHUNK));
                progress.at("users loaded", from, users);
            }
            settle();
            return population;
        } catch (SQLException | IOException e) {
            throw failure("Cannot fill the directory", e);
        }
    }

    /// Removes what any run has loaded.
    ///
    /// @return how many users
    public long clean() {
        try {
            long removed = delete(Population.LOWEST_UID, Long.MAX_VALUE);
            settle();
            return removed;
        } catch (SQLException e) {
            throw failure("Cannot clean the directory", e);
        }
    }

    /// What is loaded: chunks are committed in the order of uids, so the first `count` from `first` on.
    private record There(long count, long first) {}

    private There there(String app) throws SQLException {
        try (var query = connection.prepareStatement("select count(*), coalesce(min(uid), 0), coalesce(max(uid), 0)"
                + " from directory where app = ? and uid >= " + Population.LOWEST_UID)) {
            query.setString(1, app);
            try (var row = query.executeQuery()) {
                row.next();
                long count = row.getLong(1);
                if (count > 0 && row.getLong(3) - row.getLong(2) + 1 != count) {
                    throw new BenchFailure(
                            ExitCode.INCOMPLETE,
                            "The directory has holes among the benchmark's users. ./kith bench contacts --clean");
                }
                return new There(count, row.getLong(2));
            }
        }
    }

    private long freeUid() throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select coalesce(max(uid) + 1, " + Population.LOWEST_UID
                        + ") from directory where uid >= " + Population.LOWEST_UID)) {
            row.next();
            return row.getLong(1);
        }
    }

    private long delete(long firstUid, long lastUid) throws SQLException {
        try (var delete = connection.prepareStatement("delete from directory where uid between ? and ?")) {
            delete.setLong(1, firstUid);
            delete.setLong(2, lastUid);
            return delete.executeLargeUpdate();
        }
    }

    private void settle() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("vacuum (analyze) directory");
        }
    }

    private void copy(String app, Population population, AddressDigest digests, int from, int to)
            throws SQLException, IOException {
        try (var copy =
                new BinaryCopy(connection, "directory", List.of("digest", "uid", "discoverable", "app", "address"))) {
            for (int user = from; user < to; user++) {
                var number = population.user(user);
                copy.row()
                        .uuid(digests.of(number))
                        .int8(population.uid(user))
                        .int2(findableBy.stored)
                        .text(app)
                        .text(number);
            }
            copy.finish();
        }
    }

    private static BenchFailure failure(String what, Exception e) {
        return new BenchFailure(ExitCode.NO_STACK, what + ": " + e.getMessage(), e);
    }
}
