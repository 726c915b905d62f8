package dev.kith.messaging.testing;

import dev.kith.contracts.BlockKinds;
import dev.kith.local.stack.Part;
import dev.kith.local.testing.SharedStack;
import dev.kith.local.testing.TestTokens;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/// A user that the service's projections know, never used by another test.
public record TestUser(long uid, String app, String address) {
    private static final AtomicLong NEXT =
            new AtomicLong(ThreadLocalRandom.current().nextLong(1, 1_000_000) * 1_000);
    public static final String APP = "app_test";

    /// One that anybody can find.
    public static TestUser joined() {
        long uid = NEXT.incrementAndGet();
        return joined(uid, "user-" + uid + "@kith.test");
    }

    /// One of another app.
    public static TestUser of(String app) {
        long uid = NEXT.incrementAndGet();
        return joined(uid, app, "user-" + uid + "@kith.test");
    }

    /// One that contact-sync-service does not give away.
    public static TestUser hidden() {
        long uid = NEXT.incrementAndGet();
        return joined(uid, "hidden-" + uid + "@kith.test");
    }

    /// A uid of its own that nothing knows of.
    public static TestUser notJoined() {
        long uid = NEXT.incrementAndGet();
        return new TestUser(uid, APP, "user-" + uid + "@kith.test");
    }

    public String token(String device) {
        return TestTokens.user(uid, app, device);
    }

    /// Makes the relationship as its event would.
    public void stands(TestUser peer, boolean blocked) {
        execute(
                "insert into relationship (owner, peer, block_kinds, version) values (?, ?, ?, 1)"
                        + " on conflict (owner, peer) do update set block_kinds = excluded.block_kinds",
                uid,
                peer.uid,
                blocked ? BlockKinds.ALL : BlockKinds.NONE);
    }

    public static void execute(String sql, Object... parameters) {
        try (var connection = SharedStack.get().database(Part.MESSAGING);
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /// The first column of the first row.
    public static long number(String sql, Object... parameters) {
        var numbers = numbers(sql, parameters);
        return numbers.isEmpty() ? 0 : numbers.getFirst();
    }

    /// The first column.
    public static List<Long> numbers(String sql, Object... parameters) {
        try (var connection = SharedStack.get().database(Part.MESSAGING);
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            var numbers = new ArrayList<Long>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    numbers.add(rows.getLong(1));
                }
            }
            return numbers;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static TestUser joined(long uid, String address) {
        return joined(uid, APP, address);
    }

    private static TestUser joined(long uid, String app, String address) {
        execute("insert into person (uid, app, address) values (?, ?, ?)", uid, app, address);
        return new TestUser(uid, app, address);
    }
}
