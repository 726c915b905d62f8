package dev.kith.bench.chaos.messages;

import dev.kith.bench.report.Report;
import java.util.List;
import java.util.function.ToLongFunction;

/// What some rounds came to, added up.
public final class MessageChaosReport {
    private final String title;
    private final int faults;
    private final List<Findings> rounds;

    /// @param faults of each round
    public MessageChaosReport(String title, int faults, List<Findings> rounds) {
        this.title = title;
        this.faults = faults;
        this.rounds = rounds;
    }

    public Report report() {
        return new Report(title)
                .count("rounds", "rounds", rounds.size())
                .count("faults", "faults a round", faults)
                .count("sent", "sent", sum(Findings::sent))
                .count("accepted", "accepted", sum(Findings::accepted))
                .count("unanswered", "never answered", sum(Findings::unanswered))
                .count("lost", "accepted, and not stored on both sides", sum(Findings::lost))
                .count("notShown", "stored, and never shown", sum(Findings::notShown))
                .count("duplicated", "stored twice", sum(Findings::storedTwice))
                .count("shownTwice", "shown twice", sum(Findings::shownTwice))
                .count("repeated", "pushed twice on one connection", sum(Findings::repeated))
                .count("reordered", "reordered", sum(Findings::reordered))
                .count("undelivered", "acknowledged, and not delivered for the sender", sum(Findings::undelivered))
                .count("phantom", "refused, and there", sum(Findings::phantom))
                .count("behind", "devices without the head of their inbox", sum(Findings::behind))
                .millis("longestMs", "longest from accepted to the screen", longest() / 1e6);
    }

    /// The longest of all rounds, in nanoseconds.
    public long longest() {
        return rounds.stream().mapToLong(Findings::longest).max().orElse(0);
    }

    private long sum(ToLongFunction<Findings> count) {
        return rounds.stream().mapToLong(count).sum();
    }
}
