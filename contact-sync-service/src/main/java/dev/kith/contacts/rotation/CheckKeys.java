package dev.kith.contacts.rotation;

import static java.util.Comparator.comparingInt;

import dev.kith.contacts.number.Digests;
import dev.kith.contacts.number.Pepper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;

/// Compares the configured secrets with what the database was written under, before anything else happens:
/// under a wrong secret nobody is found, and nothing says so. Blocking, once at start.
@ApplicationScoped
class CheckKeys {
    private static final int TAGS = 0;

    private final DataSource database;
    private final Digests digests;
    private final RotationConfiguration configuration;

    CheckKeys(DataSource database, Digests digests, RotationConfiguration configuration) {
        this.database = database;
        this.digests = digests;
        this.configuration = configuration;
    }

    private record Known(UUID proof, Step step) {}

    /// Notes keys that are new.
    ///
    /// @throws IllegalStateException when the service must not run with these
    void check() {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                check(connection);
                connection.commit();
            } finally {
                connection.rollback();
            }
        } catch (SQLException unreadable) {
            throw new IllegalStateException("the keys of the database cannot be read", unreadable);
        }
    }

    private void check(Connection connection) throws SQLException {
        ask(connection, "select pg_advisory_xact_lock(" + KeyRepository.LOCK + ") is null");
        var known = known(connection);
        prove(connection, known, TAGS, digests.proofOfTags(), Step.DONE);
        known.remove(TAGS);
        boolean first = known.isEmpty();
        var rising =
                digests.peppers().stream().sorted(comparingInt(Pepper::version)).toList();
        if (first && rising.getFirst().version() != 1 && ask(connection, "select exists (select from directory)")) {
            throw new IllegalStateException("the database was written under v1, which KITH_CONTACTS_SECRET lacks");
        }
        for (var pepper : rising) {
            boolean isFirst = first && pepper.version() == rising.getFirst().version();
            prove(connection, known, pepper.version(), pepper.proof(), isFirst ? Step.DONE : Step.FILLING);
        }
        refuseToGoBack(known);
        refuseToLose(connection, known);
        var present = digests.peppers().getFirst().version();
        digests.use(
                step(known, present).isUsed()
                        ? present
                        : digests.peppers().getLast().version());
    }

    private static NavigableMap<Integer, Known> known(Connection connection) throws SQLException {
        var known = new TreeMap<Integer, Known>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select version, proof, step from digest_key")) {
            while (rows.next()) {
                known.put(
                        rows.getInt("version"),
                        new Known(rows.getObject("proof", UUID.class), Step.ofStored(rows.getInt("step"))));
            }
        }
        return known;
    }

    private static void prove(
            Connection connection, NavigableMap<Integer, Known> known, int version, UUID proof, Step firstStep)
            throws SQLException {
        var before = known.get(version);
        if (before != null && !before.proof().equals(proof)) {
            throw new IllegalStateException((version == TAGS ? "tags were" : "v" + version + " was")
                    + " another secret when the database was written; configure that one");
        }
        if (before != null) {
            return;
        }
        if (version != TAGS && !known.isEmpty() && version < known.lastKey()) {
            throw new IllegalStateException("a new version must be greater than v" + known.lastKey());
        }
        try (var insert =
                connection.prepareStatement("insert into digest_key (version, proof, step) values (?, ?, ?)")) {
            insert.setInt(1, version);
            insert.setObject(2, proof);
            insert.setInt(3, firstStep.stored());
            insert.executeUpdate();
        }
        known.put(version, new Known(proof, firstStep));
    }

    private void refuseToGoBack(NavigableMap<Integer, Known> known) {
        int present = digests.peppers().getFirst().version();
        known.tailMap(present, false).forEach((version, key) -> {
            if (key.step().isUsed()) {
                throw new IllegalStateException(
                        "v" + version + " is in use; put it first in KITH_CONTACTS_SECRET, before v" + present);
            }
        });
    }

    /// Keys that are gone from the configuration: nothing may be lost with them that nobody wanted to lose.
    private void refuseToLose(Connection connection, NavigableMap<Integer, Known> known) throws SQLException {
        var present = digests.peppers().getFirst();
        for (int version : gone(known)) {
            if (!step(known, present.version()).isSettled()
                    && ask(connection, "select exists (select from directory where key = " + version + ")")) {
                throw new IllegalStateException(
                        "v" + version + " is still needed: configure it behind " + present + " until all is moved");
            }
            if (!configuration.dropOldEntries()
                    && step(known, version) != Step.CLEARING
                    && ask(connection, "select exists (select from phone_book where key = " + version + ")")) {
                throw new IllegalStateException("entries still stand under v" + version + ": keep it behind " + present
                        + ", or set KITH_CONTACTS_DROP_OLD_ENTRIES=true to remove them");
            }
        }
    }

    private List<Integer> gone(NavigableMap<Integer, Known> known) {
        var present = digests.peppers();
        return known.headMap(present.getFirst().version(), false).keySet().stream()
                .filter(version -> present.stream().noneMatch(pepper -> pepper.version() == version))
                .toList();
    }

    private static Step step(NavigableMap<Integer, Known> known, int version) {
        return Objects.requireNonNull(known.get(version)).step();
    }

    private static boolean ask(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
