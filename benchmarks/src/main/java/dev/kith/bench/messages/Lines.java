package dev.kith.bench.messages;

import dev.kith.bench.device.Wire;
import dev.kith.bench.load.Abreast;
import dev.kith.bench.load.Waiting;
import dev.kith.bench.report.Progress;
import dev.kith.bench.stack.Tenant.Member;
import io.vertx.core.Future;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// The devices of all users.
final class Lines implements AutoCloseable {
    private static final int AT_ONCE = 32;
    private static final long ACQUAINTED_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long AGAIN_MILLIS = 250;

    private final Wire wire;
    private final List<Line> lines = new ArrayList<>();
    private final Progress progress;

    Lines(Traffic traffic, List<Member> members, URI gateway, Progress progress) {
        this.progress = progress;
        wire = new Wire(gateway, members.size());
        for (int user = 0; user < members.size(); user++) {
            lines.add(new Line(traffic, user, members, wire));
        }
    }

    Line of(int user) {
        return lines.get(user);
    }

    void open() throws InterruptedException {
        all("connected", Line::open);
    }

    /// Every user sends their partner one message, again and again until it is not refused as unreachable any
    /// more: what each service must know of the pair comes by events.
    void acquaint() throws InterruptedException {
        all("acquainted", line -> acquainted(line, System.nanoTime() + ACQUAINTED_WITHIN_NANOS));
    }

    void check() throws InterruptedException {
        all("inboxes read", Line::check);
    }

    @Override
    public void close() throws InterruptedException {
        all("closed", Line::close);
        wire.close();
    }

    private Future<Void> acquainted(Line line, long until) {
        return line.prime().compose(refusal -> {
            if (refusal.isEmpty()) {
                return Future.succeededFuture();
            }
            return System.nanoTime() > until
                    ? Future.failedFuture(
                            "two users who have each other in their books cannot write to each other: " + refusal)
                    : wire.later(AGAIN_MILLIS).compose(later -> acquainted(line, until));
        });
    }

    private void all(String done, Function<Line, Future<Void>> act) throws InterruptedException {
        new Abreast(AT_ONCE, count -> progress.at(done, count, lines.size()))
                .all(lines.size(), user -> Waiting.on(act.apply(lines.get(user))));
    }
}
