package dev.kith.bench.groups;

import dev.kith.bench.device.Wire;
import dev.kith.bench.load.Abreast;
import dev.kith.bench.load.Waiting;
import dev.kith.bench.report.Progress;
import io.vertx.core.Future;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/// The devices of a run.
final class GroupDevices implements AutoCloseable {
    private static final int AT_ONCE = 32;
    private static final int CHECKS_AT_ONCE = 8;
    private static final long KNOWN_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long AGAIN_MILLIS = 250;

    private final Cast cast;
    private final Progress progress;
    private final Wire wire;
    private final List<GroupDevice> online = new ArrayList<>();
    private final List<GroupDevice> away = new ArrayList<>();

    GroupDevices(GroupTraffic traffic, Cast cast, URI server, Progress progress) {
        this.cast = cast;
        this.progress = progress;
        int users = cast.members().size();
        wire = new Wire(server, users + cast.away().size());
        for (int user = 0; user < users; user++) {
            var hearing = Hearing.of(cast.shape(), user);
            online.add(new GroupDevice(traffic, user, cast, cast.member(user), hearing, wire));
        }
        for (var member : cast.away()) {
            int number = users + away.size();
            away.add(new GroupDevice(traffic, number, cast, member, Hearing.away(cast.shape()), wire));
        }
    }

    GroupDevice of(int user) {
        return online.get(user);
    }

    void open() throws InterruptedException {
        all("connected", AT_ONCE, online.size(), user -> of(user).open());
    }

    /// One of each group sends a message, again and again until it is taken.
    void prime() throws InterruptedException {
        all("groups known", 1, cast.groups().size(), group -> primed(group, System.nanoTime() + KNOWN_WITHIN_NANOS));
    }

    private Future<Void> primed(int group, long until) {
        return of(cast.shape().user(group, 0)).prime(group).compose(refusal -> {
            if (refusal.isEmpty()) {
                return Future.succeededFuture();
            }
            return System.nanoTime() > until
                    ? Future.failedFuture("a member cannot write to their group: " + refusal)
                    : wire.later(AGAIN_MILLIS).compose(later -> primed(group, until));
        });
    }

    /// Reads all inboxes.
    void check() throws InterruptedException {
        all("inboxes read", CHECKS_AT_ONCE, online.size(), user -> of(user).check());
        checkAway();
    }

    /// Reads those of whoever was away.
    void checkAway() throws InterruptedException {
        all("inboxes read", CHECKS_AT_ONCE, away.size(), one -> away.get(one).check());
    }

    List<Hearing> hearings() {
        return Stream.concat(online.stream(), away.stream())
                .map(GroupDevice::hearing)
                .toList();
    }

    List<Hearing> hearingsOfAway() {
        return away.stream().map(GroupDevice::hearing).toList();
    }

    @Override
    public void close() throws InterruptedException {
        all("closed", AT_ONCE, online.size(), user -> of(user).close());
        all("closed", AT_ONCE, away.size(), one -> away.get(one).close());
        wire.close();
    }

    private void all(String done, int atOnce, int count, IntFunction<Future<Void>> act) throws InterruptedException {
        new Abreast(atOnce, so -> progress.at(done, so, count)).all(count, one -> Waiting.on(act.apply(one)));
    }
}
