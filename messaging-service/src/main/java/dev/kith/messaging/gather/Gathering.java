package dev.kith.messaging.gather;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Asks together what is asked one by one: a trip at a time, and what comes while one is on its way gathers for the
/// next. So nobody waits for company, and trips grow with the load instead of in number. Thread-safe, never blocks.
///
/// @param <Q> a question
/// @param <A> its answer
public final class Gathering<Q, A> {
    private static final int MOST_WAITING = 20_000;
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final int most;
    private final Function<List<Q>, Future<List<A>>> trip;
    private final ArrayDeque<Asked<Q, A>> waiting = new ArrayDeque<>(); // both under the lock of this
    private boolean underWay;

    private record Asked<Q, A>(Q question, Promise<A> answer) {}

    /// @param most questions of one trip
    /// @param trip answers each in its place, or fails for all; has to come to an end
    public Gathering(int most, Function<List<Q>, Future<List<A>>> trip) {
        this.most = most;
        this.trip = trip;
    }

    /// Fails as its trip does, or as `unavailable` when too many wait.
    public Future<A> ask(Q question) {
        var asked = new Asked<Q, A>(question, Promise.promise());
        synchronized (this) {
            if (waiting.size() >= MOST_WAITING) {
                return Future.failedFuture(ProblemException.retryAfter(
                        ErrorCode.UNAVAILABLE, "Too much is asked at the moment.", TRY_AGAIN));
            }
            waiting.add(asked);
        }
        go();
        return asked.answer().future();
    }

    private void go() {
        var together = next();
        if (together.isEmpty()) {
            return;
        }
        begin(together.stream().map(Asked::question).toList()).onComplete(done -> {
            synchronized (this) {
                underWay = false;
            }
            go();
            for (int i = 0; i < together.size(); i++) {
                var answer = together.get(i).answer();
                if (done.succeeded()) {
                    answer.complete(done.result().get(i));
                } else {
                    answer.fail(done.cause());
                }
            }
        });
    }

    private Future<List<A>> begin(List<Q> questions) {
        try {
            return trip.apply(questions);
        } catch (RuntimeException fault) {
            return Future.failedFuture(fault);
        }
    }

    private synchronized List<Asked<Q, A>> next() {
        var together = new ArrayList<Asked<Q, A>>();
        while (!underWay && together.size() < most && !waiting.isEmpty()) {
            together.add(waiting.remove());
        }
        underWay |= !together.isEmpty();
        return together;
    }
}
