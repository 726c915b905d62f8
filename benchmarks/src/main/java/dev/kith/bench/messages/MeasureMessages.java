package dev.kith.bench.messages;

import dev.kith.bench.load.Abreast;
import dev.kith.bench.load.OpenLoop;
import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.report.Progress;
import dev.kith.bench.stack.Gateway;
import dev.kith.bench.stack.Tenant;
import dev.kith.bench.stack.Tenant.Member;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// One run: users in a new app, each in the other's phone book, a socket each; the load; the check of every inbox.
final class MeasureMessages {
    private static final int CALLS_AT_ONCE = 16;
    private static final long POLL_MILLIS = 50;
    private static final Duration HEAD_START = Duration.ofMillis(100);

    private final Gateway gateway;
    private final Plan plan;
    private final Progress progress;
    private final int run = ThreadLocalRandom.current().nextInt();
    private final Traffic traffic;

    MeasureMessages(Gateway gateway, Plan plan, Progress progress) {
        this.gateway = gateway;
        this.plan = plan;
        this.progress = progress;
        traffic = new Traffic(plan, run);
    }

    /// What came of it.
    ///
    /// @param sendSeconds from the first intended time to the last send of the measured part
    record Outcome(Traffic traffic, Verdict verdict, double sendSeconds) {}

    /// What happens around the load; by itself nothing.
    interface Around {
        default void beforeLoad() throws InterruptedException {}

        /// All is sent and, but for stragglers, answered.
        default void afterLoad(Ledger ledger) throws InterruptedException {}
    }

    Outcome measure(String rootKey) throws InterruptedException {
        return measure(rootKey, new Around() {});
    }

    Outcome measure(String rootKey, Around around) throws InterruptedException {
        progress.step("Creating " + plan.users() + " users in an app of their own");
        var members = members(Tenant.open(gateway, rootKey, "benchmark messages"));
        progress.step("Putting each into the other's phone book");
        acquaint(members);
        try (var lines = new Lines(traffic, members, gateway.base(), progress)) {
            progress.step("Connecting " + plan.users() + " sockets");
            lines.open();
            lines.acquaint();
            around.beforeLoad();
            double seconds = load(lines);
            waitUntil(plan.load().drain(), () -> traffic.ledger.answeredSoFar() == traffic.ledger.sentSoFar());
            around.afterLoad(traffic.ledger);
            drain();
            check(lines);
            return new Outcome(traffic, traffic.ledger.verdict(plan.load().measuredFrom()), seconds);
        }
    }

    private List<Member> members(Tenant tenant) throws InterruptedException {
        return abreast("users").all(plan.users(), user -> tenant.member("bench-%08x-%d".formatted(run, user)));
    }

    private void acquaint(List<Member> members) throws InterruptedException {
        abreast("phone books").all(members.size(), user -> {
            var partner = members.get(Line.partnerOf(user)).address();
            return Tenant.patiently(() -> gateway.post(
                    "/v1/contacts:sync",
                    members.get(user).token(),
                    Map.of(
                            "mode", "merge",
                            "levels", List.of(1, 2, 5),
                            "subscribe", true,
                            "add", List.of(partner),
                            "remove", List.of())));
        });
    }

    private double load(Lines lines) {
        progress.step("Sending " + plan.load().rate() + " messages a second for "
                + plan.load().warmup().plus(plan.load().measured()).toSeconds() + " s, the first "
                + plan.load().warmup().toSeconds() + " s to warm up");
        var loop = new OpenLoop(OpenLoop.Pace.PARKING, plan.load().rate(), System.nanoTime() + HEAD_START.toNanos());
        traffic.begin(loop);
        loop.run(plan.load().messages(), item -> {
            int message = (int) item;
            lines.of(traffic.ledger.sender(message)).send(message);
            traffic.leftAt(message, System.nanoTime());
            progress.at("received", traffic.ledger.receivedSoFar(), plan.load().messages());
        });
        return (System.nanoTime() - loop.due(plan.load().measuredFrom())) / 1e9;
    }

    private void drain() throws InterruptedException {
        progress.step("Waiting for stragglers");
        var ledger = traffic.ledger;
        waitUntil(plan.load().drain(), () -> {
            progress.at("received", ledger.receivedSoFar(), ledger.sentSoFar());
            return ledger.answeredSoFar() == ledger.sentSoFar() && ledger.receivedSoFar() >= ledger.acceptedSoFar();
        });
        // A doubled message comes after the first of its kind: give it a moment.
        waitUntil(plan.load().acks().plusMillis(500), () -> false);
    }

    private void check(Lines lines) throws InterruptedException {
        progress.step("Checking every inbox");
        try {
            lines.check();
        } catch (BenchFailure e) {
            throw new BenchFailure(
                    ExitCode.INCOMPLETE,
                    "Not every inbox could be read, so nothing can be said about losses. " + e.getMessage()
                            + " First trouble: " + traffic.firstTrouble(),
                    e);
        }
    }

    private Abreast abreast(String what) {
        return new Abreast(CALLS_AT_ONCE, done -> progress.at(what, done, plan.users()));
    }

    private static void waitUntil(Duration limit, BooleanSupplier reached) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!reached.getAsBoolean() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }
}
