package dev.kith.bench.contacts;

import dev.kith.bench.contacts.SyncCall.Answer;
import dev.kith.bench.load.Abreast;
import dev.kith.bench.report.Progress;
import dev.kith.bench.stack.Gateway;
import dev.kith.bench.stack.Tenant;
import dev.kith.bench.stack.Tenant.Member;
import dev.kith.bench.stack.Usage;
import dev.kith.bench.world.Population;
import dev.kith.contacts.number.AddressDigest;
import dev.kith.local.stack.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// The rounds: in each, an owner who never synced sends a whole new book, and the bare match and the service's own
/// statement run over the same digests, the three in turns in another order; then the same book again, the checksum
/// alone, and ten entries more, each when what the call before it set going has come to rest. After them, several
/// owners at once, for the throughput.
final class MeasureContacts {
    private static final int CALLS_AT_ONCE = 16;
    private static final int DELTA = 10;

    private final Gateway gateway;
    private final Tenant tenant;
    private final Population population;
    private final AddressDigest digests;
    private final Progress progress;
    private final Findings findings = new Findings();
    private List<Member> owners = List.of();
    private final int run = ThreadLocalRandom.current().nextInt();

    MeasureContacts(Gateway gateway, Tenant tenant, Population population, AddressDigest digests, Progress progress) {
        this.gateway = gateway;
        this.tenant = tenant;
        this.population = population;
        this.digests = digests;
        this.progress = progress;
    }

    /// How much of it.
    ///
    /// @param callers at once in the last part
    record Extent(int book, int rounds, int warmup, int callers) {
        int owners() {
            return warmup + 2 * rounds;
        }
    }

    /// What came of it.
    static final class Findings {
        final Samples whole = new Samples();
        final Samples bare = new Samples();
        final Samples statement = new Samples();
        final Samples unchanged = new Samples();
        final Samples equal = new Samples();
        final Samples delta = new Samples();
        final List<String> faults = new ArrayList<>();
        final Together fresh = new Together();
        final Together repeated = new Together();
        long answers;
    }

    /// Calls side by side.
    static final class Together {
        double perSecond;
        /// Until the last of what they announced was applied, too.
        double settledPerSecond;
        /// Milliseconds of the processors for each call, by part of the stack.
        Map<Part, Double> cost = Map.of();
    }

    Findings measure(Extent extent, DirectMatch direct, Downstream downstream, Usage usage)
            throws InterruptedException {
        progress.step("Creating " + extent.owners() + " owners of phone books");
        owners = owners(extent.owners());
        progress.step(
                "Syncing " + extent.rounds() + " new books of " + extent.book() + " entries, one after the other");
        int sequential = extent.warmup() + extent.rounds();
        for (int round = 0; round < sequential; round++) {
            round(round, owners.get(round), extent, direct, downstream);
            progress.at("rounds", round, sequential);
        }
        var calls = calls(owners.subList(sequential, owners.size()), extent);
        together("new", calls, extent, findings.fresh, downstream, usage);
        together("unchanged", calls, extent, findings.repeated, downstream, usage);
        return findings;
    }

    /// Erases the owners, so that the books of many runs do not pile up.
    void tidyUp() throws InterruptedException {
        progress.step("Erasing the owners");
        new Abreast(CALLS_AT_ONCE, done -> progress.at("erased", done, owners.size())).all(owners.size(), i -> {
            tenant.erase(owners.get(i).uid());
            return i;
        });
    }

    private List<Member> owners(int count) throws InterruptedException {
        return new Abreast(CALLS_AT_ONCE, done -> progress.at("owners", done, count)).all(count, i -> {
            var owner = tenant.member("owner-%08x-%d".formatted(run, i));
            // contact-sync learns of a new user by an event: the first call waits for it, none of the timed ones has
            // to.
            Tenant.patiently(() -> SyncCall.whole(Book.EMPTY, owner).call(gateway));
            return owner;
        });
    }

    private void round(int round, Member owner, Extent extent, DirectMatch direct, Downstream downstream) {
        boolean counts = round >= extent.warmup();
        var book = Book.of(population, extent.book(), seed(round));
        var whole = SyncCall.whole(book, owner);
        var keys = book.canonical().stream().map(digests::of).toArray(UUID[]::new);
        var ownKey = digests.of(owner.address());
        @Nullable Answer answer = null;
        // In turns, so that none of them always finds the pages in the caches that another has warmed.
        for (int step = 0; step < 3; step++) {
            switch ((round + step) % 3) {
                case 0 -> answer = timed(whole, counts, findings.whole);
                case 1 -> compared(direct.bare(keys), book, counts, findings.bare, "the bare match");
                default ->
                    compared(
                            direct.statement(keys, ownKey, owner.uid()),
                            book,
                            counts,
                            findings.statement,
                            "the statement");
            }
        }
        again(round, whole, Objects.requireNonNull(answer), counts, () -> downstream.awaitDone(List.of(owner.uid())));
    }

    private void again(int round, SyncCall whole, Answer answer, boolean counts, Runnable settle) {
        var owner = whole.owner();
        settle.run();
        var repeated = timed(whole, counts, findings.unchanged);
        check(repeated.checksum().equals(answer.checksum()), "an unchanged book has got another checksum");
        settle.run();
        var equal = timed(SyncCall.equal(owner, repeated), counts, findings.equal);
        check(equal.json().path("equal").asBoolean(), "the book's own checksum is not equal");
        var more = Book.of(population, DELTA, -seed(round) - 1);
        timed(SyncCall.delta(more, owner, equal), counts, findings.delta);
        settle.run();
    }

    private List<SyncCall> calls(List<Member> owners, Extent extent) {
        var calls = new ArrayList<SyncCall>();
        for (int i = 0; i < owners.size(); i++) {
            calls.add(SyncCall.whole(Book.of(population, extent.book(), seed(extent.owners() + i)), owners.get(i)));
        }
        return calls;
    }

    private void together(
            String what, List<SyncCall> calls, Extent extent, Together findings, Downstream downstream, Usage usage)
            throws InterruptedException {
        progress.step("Syncing " + calls.size() + " " + what + " books, " + extent.callers() + " at once");
        var costBefore = usage.processorTime();
        long begin = System.nanoTime();
        var answers = new Abreast(extent.callers(), done -> progress.at("books", done, calls.size()))
                .all(calls.size(), i -> calls.get(i).call(gateway));
        findings.perSecond = calls.size() / secondsSince(begin);
        downstream.awaitDone(calls.stream().map(call -> call.owner().uid()).toList());
        findings.settledPerSecond = calls.size() / secondsSince(begin);
        findings.cost = cost(costBefore, usage.processorTime(), calls.size());
        for (int i = 0; i < calls.size(); i++) {
            var fault = calls.get(i).fault(answers.get(i));
            check(fault.isEmpty(), fault);
        }
    }

    private static Map<Part, Double> cost(Map<Part, Duration> before, Map<Part, Duration> after, int calls) {
        var cost = new EnumMap<Part, Double>(Part.class);
        after.forEach((part, time) -> cost.put(
                part, time.minus(before.getOrDefault(part, Duration.ZERO)).toMillis() / (double) calls));
        return cost;
    }

    private static double secondsSince(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private Answer timed(SyncCall call, boolean counts, Samples samples) {
        var answer = call.call(gateway);
        if (counts) {
            samples.add(answer.nanos());
        }
        var fault = call.fault(answer);
        check(fault.isEmpty(), fault);
        return answer;
    }

    private void compared(DirectMatch.Timed timed, Book book, boolean counts, Samples samples, String what) {
        if (counts) {
            samples.add(timed.nanos());
        }
        check(timed.users().equals(book.users()), what + " found other users than there are");
    }

    private void check(boolean right, String fault) {
        findings.answers++;
        if (!right) {
            findings.faults.add(fault);
        }
    }

    /// Books differ between rounds and runs.
    private long seed(int round) {
        return ((long) run << Integer.SIZE) + round;
    }
}
