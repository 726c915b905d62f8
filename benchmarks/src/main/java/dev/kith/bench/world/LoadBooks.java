package dev.kith.bench.world;

import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.report.Progress;
import dev.kith.contacts.number.AddressDigest;
import dev.kith.contacts.number.TagKey;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Fills phone books as contact-sync-service would have them after the first sync of each owner, in one transaction:
/// all of them or none.
final class LoadBooks {
    /// Levels 1, 2 and 5.
    static final int LEVELS = 0b100110;

    private final Connection connection;
    private final Progress progress;
    private final String secret;

    LoadBooks(Connection connection, Progress progress, String secret) {
        this.connection = connection;
        this.progress = progress;
        this.secret = secret;
    }

    /// What is there of these books already.
    boolean isLoaded(Books books) throws SQLException {
        try (var query = connection.prepareStatement(
                "select count(*), coalesce(sum(entries), 0) from book where owner between ? and ?")) {
            query.setLong(1, books.population().firstUid());
            query.setLong(2, books.population().uid(books.population().size() - 1));
            try (var row = query.executeQuery()) {
                row.next();
                return row.getLong(1) == books.count() && row.getLong(2) == books.entries();
            }
        }
    }

    void load(Books books, AddressDigest digests) {
        try {
            connection.setAutoCommit(false);
            remove();
            // Nobody waits for the disk but the commit.
            var indexes = Indexes.drop(connection, "phone_book");
            var sums = copyEntries(books, digests);
            progress.step("Making the indexes of the entries");
            indexes.make();
            copyBooks(books, sums);
            connection.commit();
            connection.setAutoCommit(true);
            settle();
        } catch (SQLException | IOException e) {
            throw new BenchFailure(ExitCode.NO_STACK, "Cannot fill the phone books: " + e.getMessage(), e);
        }
    }

    /// Removes the books of any run.
    void clean() throws SQLException {
        remove();
        settle();
    }

    private void remove() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("delete from phone_book where owner >= " + Population.LOWEST_UID);
            statement.execute("delete from book where owner >= " + Population.LOWEST_UID);
        }
    }

    private void settle() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("vacuum (analyze) phone_book, book");
        }
    }

    /// The entries of all books; gives count and checksum of each.
    private Sums copyEntries(Books books, AddressDigest digests) throws SQLException, IOException {
        var sums = new Sums(new int[books.count()], new long[books.count()]);
        try (var copy = new BinaryCopy(
                connection, "phone_book", List.of("owner", "tag", "notified", "digest", "levels", "subscribed"))) {
            for (int book = 0; book < books.count(); book++) {
                long owner = books.population().uid(books.owner(book));
                var tags = new TagKey(secret, owner);
                for (int person : books.people(book)) {
                    var number = books.population().number(person);
                    long tag = tags.tagOf(number);
                    copy.row()
                            .int8(owner)
                            .int8(tag)
                            .int8(person < 0 ? 0 : books.population().uid(person))
                            .uuid(digests.of(number))
                            .int4(LEVELS)
                            .bool(true);
                    sums.entries()[book]++;
                    sums.checksums()[book] ^= tag;
                }
                progress.at("books loaded", book, books.count());
            }
            copy.finish();
        }
        return sums;
    }

    @SuppressWarnings("ArrayRecordComponent") // filled book by book, never compared
    private record Sums(int[] entries, long[] checksums) {}

    private void copyBooks(Books books, Sums sums) throws SQLException, IOException {
        try (var copy =
                new BinaryCopy(connection, "book", List.of("owner", "version", "part", "entries", "checksum"))) {
            for (int book = 0; book < books.count(); book++) {
                copy.row()
                        .int8(books.population().uid(books.owner(book)))
                        .int8(1)
                        .int4(1)
                        .int4(sums.entries()[book])
                        .int8(sums.checksums()[book]);
            }
            copy.finish();
        }
    }
}
