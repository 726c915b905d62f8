package dev.kith.bench.groups;

/// What became of the messages of a run.
///
/// @param sent of the measured part, as are accepted, refused, unanswered and deliveries
/// @param deliveries to devices that were online, their senders' own not counted
/// @param lost accepted or received by anybody, and not in the inbox of a member after the run: counted for each member
/// @param notPushed in the inbox of a member who was online, but neither pushed nor fetched at a gap
/// @param duplicated pushed again on the same connection, or twice in an inbox
/// @param reordered after a later one of the same group, on a connection or in an inbox
/// @param misnumbered with another number than another member has, the number of another message, or one left out
/// @param damaged with another text, in another group, or by somebody else
/// @param phantom refused, and there all the same
record GroupVerdict(
        long sent,
        long accepted,
        long refused,
        long unanswered,
        long deliveries,
        long lost,
        long notPushed,
        long duplicated,
        long reordered,
        long misnumbered,
        long damaged,
        long phantom) {

    /// Whether every promise was kept.
    boolean kept() {
        return lost + notPushed + duplicated + reordered + misnumbered + damaged + phantom == 0;
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
        long deliveries;
        long lost;
        long notPushed;
        long duplicated;
        long reordered;
        long misnumbered;
        long damaged;
        long phantom;

        GroupVerdict verdict() {
            return new GroupVerdict(
                    sent,
                    accepted,
                    refused,
                    unanswered,
                    deliveries,
                    lost,
                    notPushed,
                    duplicated,
                    reordered,
                    misnumbered,
                    damaged,
                    phantom);
        }
    }
}
