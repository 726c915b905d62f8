package dev.kith.messaging.gather;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private static final int MOST_WAITING = 20_000;

    private final List<List<Integer>> trips = new ArrayList<>();
    private final List<Promise<List<String>>> answers = new ArrayList<>();
    private final Gathering<Integer, String> gathering = new Gathering<>(3, this::trip);

    @Test
    void asksAtOnceWhenNothingIsUnderWay() {
        gathering.ask(1);

        assertThat(trips).containsExactly(List.of(1));
    }

    @Test
    void gathersForTheNextTripWhatComesMeanwhileUpToItsSize() {
        IntStream.rangeClosed(1, 6).forEach(gathering::ask);

        assertThat(trips).containsExactly(List.of(1));
        answer(0, "one");
        assertThat(trips).containsExactly(List.of(1), List.of(2, 3, 4));
        answer(1, "two", "three", "four");
        assertThat(trips).containsExactly(List.of(1), List.of(2, 3, 4), List.of(5, 6));
    }

    @Test
    void givesEachItsOwnAnswer() {
        gathering.ask(1);
        var two = gathering.ask(2);
        var three = gathering.ask(3);

        answer(0, "one");
        answer(1, "two", "three");

        assertThat(two.result()).isEqualTo("two");
        assertThat(three.result()).isEqualTo("three");
    }

    @Test
    void failsATripForAllThatWereOnItAndGoesOn() {
        var one = gathering.ask(1);
        var two = gathering.ask(2);

        answers.getFirst().fail("away");
        answer(1, "two");

        assertThat(one.cause()).hasMessage("away");
        assertThat(two.result()).isEqualTo("two");
    }

    @Test
    void goesOnAfterATripThatCouldNotBegin() {
        var fickle = new Gathering<Integer, String>(1, questions -> {
            if (questions.contains(1)) {
                throw new IllegalStateException("a fault");
            }
            return trip(questions);
        });

        var one = fickle.ask(1);
        fickle.ask(2);

        assertThat(one.cause()).hasMessage("a fault");
        assertThat(trips).containsExactly(List.of(2));
    }

    @Test
    void refusesWhenTooManyWait() {
        IntStream.rangeClosed(0, MOST_WAITING).forEach(gathering::ask); // one of them is under way

        var refused = gathering.ask(-1);

        assertThat(refused.cause())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        answer(0, "zero");
        assertThat(gathering.ask(-2).isComplete()).isFalse();
    }

    private Future<List<String>> trip(List<Integer> questions) {
        trips.add(questions);
        Promise<List<String>> answer = Promise.promise();
        answers.add(answer);
        return answer.future();
    }

    private void answer(int trip, String... each) {
        Objects.requireNonNull(answers.get(trip)).complete(List.of(each));
    }
}
