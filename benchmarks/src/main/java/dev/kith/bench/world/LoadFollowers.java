package dev.kith.bench.world;

import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.local.stack.Part;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/// Lets many follow one user, who grants them the usual levels, as if each had the other in their book. Put straight
/// into profile-service's table; erasing the user takes it out again.
public final class LoadFollowers {
    private final Database database;

    public LoadFollowers(Database database) {
        this.database = database;
    }

    public void follow(long subject, List<Long> followers) {
        try (var connection = database.connect(Part.PROFILE)) {
            connection.setAutoCommit(false);
            try (var copy = new BinaryCopy(
                    connection, "relationship", List.of("owner", "peer", "book_levels", "book_subscribed"))) {
                for (long follower : followers) {
                    copy.row()
                            .int8(follower)
                            .int8(subject)
                            .int4(LoadBooks.LEVELS)
                            .bool(true);
                    copy.row()
                            .int8(subject)
                            .int8(follower)
                            .int4(LoadBooks.LEVELS)
                            .bool(false);
                }
                copy.finish();
            }
            connection.commit();
        } catch (SQLException | IOException e) {
            throw new BenchFailure(ExitCode.NO_STACK, "Cannot add followers: " + e.getMessage(), e);
        }
    }
}
