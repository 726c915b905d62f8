package dev.kith.bench.messages;

import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.report.Progress;
import dev.kith.bench.stack.Usage;
import dev.kith.local.stack.Part;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// Keeps all writers of inboxes from writing while messages are accepted, then lets them, and times how fast they are
/// through.
///
/// No process is touched: this holds the stored offsets, which a writer's transaction has to move before anything else.
/// Sockets and the log know nothing of it, as when the database is slow.
final class HeldWriters implements MeasureMessages.Around, AutoCloseable {
    private static final String WRITTEN =
            "select coalesce(sum(next_offset), 0) from consumer_offset where topic = 'inbox'";
    private static final String HOLD = "select 1 from consumer_offset where topic = 'inbox' for update";

    /// The recipient's record, and the sender's own.
    private static final int RECORDS_A_MESSAGE = 2;

    private static final Duration QUIET = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long LOOK_MILLIS = 10;

    private final Connection holding;
    private final Connection looking;
    private final Usage usage;
    private final Progress progress;
    private final Map<Part, Double> processorSeconds = new EnumMap<>(Part.class);
    private long before;
    private double drainSeconds = Double.NaN;

    HeldWriters(Connection holding, Connection looking, Usage usage, Progress progress) {
        this.holding = holding;
        this.looking = looking;
        this.usage = usage;
        this.progress = progress;
    }

    @Override
    public void beforeLoad() throws InterruptedException {
        try {
            before = quiet();
            progress.step("Holding the writers");
            holding.setAutoCommit(false);
            try (var hold = holding.createStatement()) {
                hold.execute(HOLD);
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void afterLoad(Ledger ledger) throws InterruptedException {
        long accepted = ledger.acceptedSoFar();
        long all = before + RECORDS_A_MESSAGE * accepted;
        try {
            if (written() != before) {
                throw new BenchFailure(ExitCode.INCOMPLETE, "The writers wrote although they were held.");
            }
            progress.step("Letting the writers at " + accepted + " messages");
            var usedBefore = usage.processorTime();
            long began = System.nanoTime();
            holding.rollback();
            while (written() < all) {
                if (System.nanoTime() - began > PATIENCE.toNanos()) {
                    throw new BenchFailure(
                            ExitCode.INCOMPLETE, "Not all was written within " + PATIENCE.toSeconds() + " s.");
                }
                Thread.sleep(LOOK_MILLIS);
            }
            drainSeconds = (System.nanoTime() - began) / 1e9;
            usage.processorTime()
                    .forEach((part, used) -> processorSeconds.put(
                            part,
                            used.minus(usedBefore.getOrDefault(part, used)).toMillis() / 1e3));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// From the moment the writers were let go until everything was in the inboxes.
    double drainSeconds() {
        return drainSeconds;
    }

    /// What each part of a local stack used of the processors meanwhile, the pushing included.
    Map<Part, Double> processorSeconds() {
        return processorSeconds;
    }

    /// How far they are once nothing comes any more.
    private long quiet() throws SQLException, InterruptedException {
        long last = -1;
        for (long now = written(); now != last; now = written()) {
            last = now;
            Thread.sleep(QUIET);
        }
        return last;
    }

    private long written() throws SQLException {
        try (var query = looking.createStatement();
                var found = query.executeQuery(WRITTEN)) {
            found.next();
            return found.getLong(1);
        }
    }

    private static BenchFailure failed(SQLException e) {
        return new BenchFailure(ExitCode.NO_STACK, "The database of messaging-service: " + e.getMessage(), e);
    }

    @Override
    public void close() throws SQLException {
        holding.close();
        looking.close();
    }
}
