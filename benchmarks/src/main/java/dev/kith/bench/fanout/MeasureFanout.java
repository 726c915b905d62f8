package dev.kith.bench.fanout;

import dev.kith.bench.report.Progress;
import dev.kith.bench.stack.Gateway;
import dev.kith.bench.stack.Tenant;
import dev.kith.bench.stack.Tenant.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Changes the subject's status again and again, each time waiting until everybody online has heard of it.
final class MeasureFanout {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /// What is told twice, or to the wrong ones, comes soon after.
    private static final Duration LONGER = Duration.ofSeconds(1);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(2);

    private final Gateway gateway;
    private final Member subject;
    private final Sockets sockets;
    private final Progress progress;

    MeasureFanout(Gateway gateway, Member subject, Sockets sockets, Progress progress) {
        this.gateway = gateway;
        this.subject = subject;
        this.sockets = sockets;
        this.progress = progress;
    }

    /// One change.
    ///
    /// @param lastMillis from the request until the last socket has it
    record Change(double lastMillis, long frames, long lost, long wrong) {
        boolean isRight(int online) {
            return lost == 0 && wrong == 0 && frames == online;
        }
    }

    List<Change> measure(int rounds, int warmup, int online) throws InterruptedException {
        var changes = new ArrayList<Change>();
        for (int round = 0; round < warmup + rounds; round++) {
            var value = "status %d of %s".formatted(round, Long.toHexString(System.nanoTime()));
            var audience = new Audience(subject.address(), value, online);
            sockets.tell(audience);
            long begin = System.nanoTime();
            Tenant.patiently(() -> gateway.patch(
                    "/v1/profile", subject.token(), Map.of("fields", Map.of("status", Map.of("value", value)))));
            await(audience, begin + PATIENCE.toNanos());
            Thread.sleep(LONGER);
            if (round >= warmup) {
                changes.add(new Change(
                        (audience.lastNanos() - begin) / 1e6, audience.frames(), audience.lost(), audience.wrong()));
            }
            progress.at("changes", round, warmup + rounds);
        }
        return changes;
    }

    private static void await(Audience audience, long deadline) throws InterruptedException {
        while (!audience.isComplete() && System.nanoTime() < deadline) {
            Thread.sleep(LOOK_AGAIN);
        }
    }
}
