package dev.kith.bench.messages;

/// What became of the messages of a run.
///
/// @param sent of the measured part, as are accepted, refused, unanswered and received
/// @param received pushed to the recipient, or fetched by it when it saw a gap
/// @param lost accepted or received, and not in the recipient's inbox after the run
/// @param late accepted and in the inbox, but never pushed: not lost, and still a fault of the live stream
/// @param duplicated further pushes of a message that the same connection had
/// @param reordered received after a later message of the same sender
/// @param damaged received with other content than was sent
/// @param phantom refused, and there all the same
record Verdict(
        long sent,
        long accepted,
        long refused,
        long unanswered,
        long received,
        long lost,
        long late,
        long duplicated,
        long reordered,
        long damaged,
        long phantom) {

    /// Whether every promise was kept.
    boolean kept() {
        return lost + late + duplicated + reordered + damaged + phantom == 0;
    }

    /// Whether every message of the measured part was taken.
    boolean complete() {
        return sent > 0 && refused + unanswered == 0;
    }

    /// Adds up.
    static final class Count {
        long sent;
        long accepted;
        long refused;
        long unanswered;
        long received;
        long lost;
        long late;
        long duplicated;
        long phantom;

        Verdict verdict(long reordered, long damaged) {
            return new Verdict(
                    sent, accepted, refused, unanswered, received, lost, late, duplicated, reordered, damaged, phantom);
        }
    }
}
