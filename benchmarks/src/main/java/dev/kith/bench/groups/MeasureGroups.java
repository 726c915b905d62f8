package dev.kith.bench.groups;

import dev.kith.bench.load.Abreast;
import dev.kith.bench.load.OpenLoop;
import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.report.Progress;
import dev.kith.bench.stack.Gateway;
import dev.kith.bench.stack.Tenant;
import dev.kith.bench.stack.Tenant.Member;
import dev.kith.bench.stack.Usage;
import dev.kith.bench.world.Population;
import dev.kith.local.stack.Part;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// One run: users in a new app, groups of them, a socket each; the load; the check of every inbox, and of some people's
/// who were away.
final class MeasureGroups {
    private static final int CALLS_AT_ONCE = 16;
    private static final int MOST_WHO_COME_BACK = 5;
    private static final long POLL_MILLIS = 50;
    private static final long LOOK_AGAIN_MILLIS = 500;
    private static final Duration HEAD_START = Duration.ofMillis(100);
    private static final Duration LONGER = Duration.ofMillis(500);

    private final Gateway gateway;
    private final GroupPlan plan;
    private final Usage usage;
    private final Progress progress;
    private final int run = ThreadLocalRandom.current().nextInt();
    private final GroupTraffic traffic;

    MeasureGroups(Gateway gateway, GroupPlan plan, Usage usage, Progress progress) {
        this.gateway = gateway;
        this.plan = plan;
        this.usage = usage;
        this.progress = progress;
        traffic = new GroupTraffic(plan, run);
    }

    /// What came of it.
    ///
    /// @param sendSeconds from the first intended time to the last send of the measured part
    /// @param processorMillis what each part used of the processors for one message, warm-up included
    record Outcome(GroupTraffic traffic, GroupVerdict verdict, double sendSeconds, Map<Part, Double> processorMillis) {}

    /// Puts people into a group.
    @FunctionalInterface
    interface Filling {
        void with(long group, long[] uids);
    }

    Outcome measure(String rootKey, Filling filling) throws InterruptedException {
        var shape = plan.shape();
        progress.step("Creating " + shape.users() + " users in an app of their own");
        var tenant = Tenant.open(gateway, rootKey, "benchmark groups");
        int away = Math.min(MOST_WHO_COME_BACK, shape.members() - shape.online());
        var people = abreast("users", shape.users() + away)
                .all(shape.users() + away, user -> tenant.member("group-%08x-%d".formatted(run, user)));
        var members = people.subList(0, shape.users());
        var whoComeBack = people.subList(shape.users(), people.size());
        progress.step("Founding " + shape.groups() + " groups of " + shape.members());
        var groups = groups(members, whoComeBack, filling);
        var cast = new Cast(shape, members, whoComeBack, groups);
        try (var devices = new GroupDevices(traffic, cast, gateway.base(), progress)) {
            progress.step("Connecting " + shape.users() + " sockets");
            devices.open();
            devices.prime();
            var usedBefore = usage.processorTime();
            double seconds = load(devices);
            drain();
            var used = usedSince(usedBefore);
            check(devices);
            var verdict = traffic.ledger.verdict(devices.hearings(), plan.load().measuredFrom());
            return new Outcome(traffic, verdict, seconds, used);
        }
    }

    private List<Long> groups(List<Member> members, List<Member> whoComeBack, Filling filling)
            throws InterruptedException {
        var shape = plan.shape();
        return abreast("groups", shape.groups()).all(shape.groups(), group -> {
            var owner = members.get(shape.user(group, 0)).token();
            long id = Tenant.patiently(() -> gateway.post("/v1/groups", owner, Map.of()))
                    .path("id")
                    .asLong();
            var online = Arrays.stream(shape.usersOf(group)).mapToObj(members::get);
            var known = Stream.concat(online, whoComeBack.stream()).mapToLong(Member::uid);
            int nobodies = shape.members() - shape.online() - whoComeBack.size();
            var others = LongStream.range(0, nobodies).map(i -> Population.LOWEST_UID + i);
            filling.with(id, LongStream.concat(known, others).toArray());
            return id;
        });
    }

    private double load(GroupDevices devices) {
        progress.step("Sending " + plan.load().rate() + " messages a second for "
                + plan.load().warmup().plus(plan.load().measured()).toSeconds() + " s, the first "
                + plan.load().warmup().toSeconds() + " s to warm up");
        var loop = new OpenLoop(OpenLoop.Pace.PARKING, plan.load().rate(), System.nanoTime() + HEAD_START.toNanos());
        traffic.begin(loop);
        long deliveries = (long) plan.load().messages() * (plan.shape().online() - 1);
        loop.run(plan.load().messages(), item -> {
            int message = (int) item;
            devices.of(plan.shape().senderOf(message)).send(message);
            traffic.leftAt(message, System.nanoTime());
            progress.at("deliveries", traffic.ledger.receivedSoFar(), deliveries);
        });
        return (System.nanoTime() - loop.due(plan.load().measuredFrom())) / 1e9;
    }

    private void drain() throws InterruptedException {
        progress.step("Waiting for stragglers");
        var ledger = traffic.ledger;
        waitUntil(plan.load().drain(), () -> {
            progress.at("deliveries", ledger.receivedSoFar(), ledger.expectedSoFar());
            return ledger.isAnswered() && ledger.receivedSoFar() >= ledger.expectedSoFar();
        });
        // A doubled message comes after the first of its kind: give it a moment.
        waitUntil(plan.load().acks().plus(LONGER), () -> false);
    }

    /// What one message has cost so far.
    private Map<Part, Double> usedSince(Map<Part, Duration> before) {
        var perMessage = new EnumMap<Part, Double>(Part.class);
        usage.processorTime()
                .forEach((part, used) -> perMessage.put(
                        part,
                        used.minus(before.getOrDefault(part, used)).toMillis()
                                / (double) plan.load().messages()));
        return perMessage;
    }

    /// Nobody heard when the inboxes of those who are away have all: they are looked at until they have, or it takes
    /// too long.
    private void check(GroupDevices devices) throws InterruptedException {
        progress.step("Checking every inbox");
        try {
            devices.check();
            long end = System.nanoTime() + plan.load().drain().toNanos();
            while (isIncomplete(devices.hearingsOfAway()) && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
                devices.checkAway();
            }
        } catch (BenchFailure e) {
            throw new BenchFailure(
                    ExitCode.INCOMPLETE,
                    "Not every inbox could be read, so nothing can be said about losses. " + e.getMessage()
                            + " First trouble: " + traffic.firstTrouble(),
                    e);
        }
    }

    private boolean isIncomplete(List<Hearing> hearings) {
        for (int message = 0; message < plan.load().messages(); message++) {
            for (var hearing : hearings) {
                if (traffic.ledger.isAccepted(message) && !hearing.isStored(message)) {
                    return true;
                }
            }
        }
        return false;
    }

    private Abreast abreast(String what, int count) {
        return new Abreast(CALLS_AT_ONCE, done -> progress.at(what, done, count));
    }

    private static void waitUntil(Duration limit, BooleanSupplier reached) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!reached.getAsBoolean() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }
}
