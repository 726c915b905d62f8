package dev.kith.bench.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.bench.load.Abreast;
import dev.kith.bench.report.Progress;
import dev.kith.bench.stack.Gateway;
import dev.kith.bench.stack.Tenant;
import dev.kith.bench.stack.Tenant.Member;
import dev.kith.bench.world.Population;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Strangers try candidate numbers, many of which are users', and count whom they are told of. Each of them also looks
/// for one user whom everybody may find: who is not told of that one has looked nobody up.
final class MeasureDiscovery {
    private static final int A_CALL = 10_000;

    private final Gateway gateway;
    private final Tenant tenant;
    private final Population population;
    private final Progress progress;

    MeasureDiscovery(Gateway gateway, Tenant tenant, Population population, Progress progress) {
        this.gateway = gateway;
        this.tenant = tenant;
        this.population = population;
        this.progress = progress;
    }

    /// How much of it.
    ///
    /// @param candidates numbers that are tried, in all
    /// @param each numbers that one account tries
    /// @param callers accounts at once
    record Extent(int candidates, int each, int callers) {
        int accounts() {
            return Math.ceilDiv(candidates, each);
        }

        int from(int account) {
            return account * each;
        }

        int to(int account) {
            return (int) Math.min(candidates, (account + 1L) * each);
        }
    }

    /// What came of it.
    ///
    /// @param candidates numbers that were tried
    /// @param users how many of them are users'
    /// @param looked numbers that were looked up
    /// @param charged what that has cost the accounts of their quota
    /// @param pending numbers that wait for quota
    /// @param disclosed users whom a stranger was told of though they had not allowed it
    /// @param open users whom everybody may find and who were found; one for each account
    record Found(long candidates, long users, long looked, long charged, long pending, long disclosed, long open) {
        static final Found NOTHING = new Found(0, 0, 0, 0, 0, 0, 0);

        Found plus(Found other) {
            return new Found(
                    candidates + other.candidates,
                    users + other.users,
                    looked + other.looked,
                    charged + other.charged,
                    pending + other.pending,
                    disclosed + other.disclosed,
                    open + other.open);
        }
    }

    Found measure(Extent extent) throws InterruptedException {
        progress.step("Trying " + extent.candidates() + " numbers with " + extent.accounts() + " accounts");
        var open = tenant.member("open-%08x".formatted(System.nanoTime()));
        return new Abreast(extent.callers(), done -> progress.at("accounts", done, extent.accounts()))
                .all(extent.accounts(), account -> stranger(extent, account, open)).stream()
                        .reduce(Found.NOTHING, Found::plus);
    }

    private Found stranger(Extent extent, int account, Member open) {
        var stranger = tenant.member("stranger-%08x-%d".formatted(System.nanoTime(), account));
        try {
            var control = sync(stranger, List.of(open.address()));
            long left = left(control);
            var found = matched(control, open.uid());
            for (int from = extent.from(account); from < extent.to(account); from += A_CALL) {
                int to = Math.min(extent.to(account), from + A_CALL);
                var answer = sync(stranger, candidates(from, to));
                long waiting = answer.path("pending").size();
                found = found.plus(new Found(
                                to - from, users(from, to), to - from - waiting, left - left(answer), waiting, 0, 0))
                        .plus(matched(answer, open.uid()));
                left = left(answer);
            }
            return found;
        } finally {
            tenant.erase(stranger.uid());
        }
    }

    private JsonNode sync(Member stranger, List<String> numbers) {
        return Tenant.patiently(() -> gateway.post(
                "/v1/contacts:sync", stranger.token(), Map.of("region", "DE", "mode", "merge", "add", numbers)));
    }

    private static long left(JsonNode answer) {
        return answer.path("quota").path("left").asLong();
    }

    /// Whom an answer tells of.
    static Found matched(JsonNode answer, long open) {
        long opened = 0;
        long disclosed = 0;
        for (JsonNode match : answer.path("matched")) {
            if (match.path("uid").asLong() == open) {
                opened++;
            } else {
                disclosed++;
            }
        }
        return new Found(0, 0, 0, 0, 0, disclosed, opened);
    }

    /// Every other one is a user, as long as there are users left: a better guess than a stranger has.
    private List<String> candidates(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> isUser(i) ? population.user(i / 2) : population.stranger(i))
                .toList();
    }

    private long users(int from, int to) {
        return IntStream.range(from, to).filter(this::isUser).count();
    }

    private boolean isUser(int i) {
        return i % 2 == 0 && i / 2 < population.size();
    }
}
