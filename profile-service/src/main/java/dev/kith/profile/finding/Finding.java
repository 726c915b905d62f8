package dev.kith.profile.finding;

import dev.kith.kit.problem.ProblemException;
import dev.kith.profile.viewing.View;

/// What became of one address or uid of a request.
public sealed interface Finding {
    /// A user of whom the caller may know.
    record Found(View view) implements Finding {}

    /// Nobody, or nobody for this caller: the problem says which code it is.
    record Refused(ProblemException problem) implements Finding {
        static final Refused UNREACHABLE = new Refused(ProblemException.unreachable());
    }
}
