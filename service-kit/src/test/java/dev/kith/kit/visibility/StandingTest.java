package dev.kith.kit.visibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contracts.Levels;
import dev.kith.kit.visibility.Decision.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final int LEVEL_2 = Levels.mask(List.of(2));
    private static final int LEVEL_5 = Levels.mask(List.of(5));
    private static final int LEVELS_2_AND_5 = Levels.mask(List.of(2, 5));

    @Test
    void ownerSeesAFieldThatNoLevelOpens() {
        assertThat(Standing.OWNER.sees(Levels.NONE)).isTrue();
    }

    @Test
    void nobodyElseSeesAFieldThatNoLevelOpens() {
        assertThat(Standing.granted(~Levels.PUBLIC).sees(Levels.NONE)).isFalse();
    }

    @Test
    void strangerSeesLevelZeroOnly() {
        assertThat(Standing.STRANGER.sees(Levels.PUBLIC)).isTrue();
        assertThat(Standing.STRANGER.sees(LEVEL_2)).isFalse();
    }

    @Test
    void oneSharedLevelIsEnough() {
        assertThat(Standing.granted(LEVELS_2_AND_5).sees(LEVEL_2)).isTrue();
        assertThat(Standing.granted(LEVEL_2).sees(Levels.mask(List.of(3)))).isFalse();
    }

    @Test
    void highestLevelIsALevelLikeOthers() {
        int level31 = Levels.mask(List.of(Levels.HIGHEST));

        assertThat(Standing.granted(level31).decide(LEVEL_2, level31))
                .isEqualTo(new Decision(Rule.LEVEL, 1, Levels.HIGHEST));
    }

    @Test
    void behindABlockEvenLevelZeroIsHidden() {
        assertThat(Standing.behindBlock().decide(Levels.PUBLIC, Levels.NONE)).isEqualTo(hidden(Rule.BLOCKED));
    }

    @Test
    void highestLevelHeldDecidesWhichValueIsSeen() {
        assertThat(Standing.granted(LEVELS_2_AND_5).decide(LEVEL_2, LEVEL_5, Levels.PUBLIC))
                .isEqualTo(new Decision(Rule.LEVEL, 1, 5));
        assertThat(Standing.granted(LEVEL_2).decide(LEVEL_2, LEVEL_5, Levels.PUBLIC))
                .isEqualTo(new Decision(Rule.LEVEL, 0, 2));
        assertThat(Standing.STRANGER.decide(LEVEL_2, LEVEL_5, Levels.PUBLIC))
                .isEqualTo(new Decision(Rule.PUBLIC, 2, 0));
    }

    @Test
    void ownerSeesTheMostPrivateValue() {
        assertThat(Standing.OWNER.decide(LEVEL_5, LEVEL_2).value()).isZero();
        assertThat(Standing.OWNER.decide(LEVEL_5, Levels.NONE, LEVEL_2).value()).isEqualTo(1);
    }

    @Test
    void aFieldWithoutValuesIsSeenByNobody() {
        assertThat(Standing.OWNER.decide().visible()).isFalse();
        assertThat(Standing.granted(LEVEL_2).decide().visible()).isFalse();
    }

    @Test
    void saysWhyNothingIsSeen() {
        assertThat(Standing.STRANGER.decide(LEVEL_2)).isEqualTo(hidden(Rule.RELATIONSHIP));
        assertThat(Standing.granted(LEVEL_5).decide(LEVEL_2)).isEqualTo(hidden(Rule.LEVEL));
        assertThat(Standing.granted(LEVEL_5).decide(Levels.NONE)).isEqualTo(hidden(Rule.OWNER_ONLY));
    }

    @Test
    void grantThatHasEndedOpensNothingAndExplainsOnlyWhatItOpened() {
        var ended = Standing.granted(LEVEL_5).afterGrant(new Standing.Ended(LEVEL_2, Instant.EPOCH));

        assertThat(ended.decide(LEVEL_2)).isEqualTo(hidden(Rule.EXPIRED));
        assertThat(ended.decide(LEVEL_5, LEVEL_2)).isEqualTo(new Decision(Rule.LEVEL, 0, 5));
        assertThat(ended.decide(1 << 3)).isEqualTo(hidden(Rule.LEVEL));
        assertThat(ended.decide(Levels.NONE)).isEqualTo(hidden(Rule.OWNER_ONLY));
    }

    @RepeatedTest(200)
    void agreesWithTheRuleReadWordByWord(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var values = openings(random);
        int granted = random.nextInt() & ~Levels.PUBLIC;
        boolean blocked = random.nextInt(5) == 0;

        var decision = (blocked ? Standing.behindBlock() : Standing.granted(granted))
                .decide(values.stream().mapToInt(Levels::mask).toArray());

        assertThat(decision.value()).isEqualTo(blocked ? Decision.NOTHING : seen(values, Levels.list(granted)));
    }

    /// Walks up the levels: the last one that is held and opens something has the say.
    private static int seen(List<List<Integer>> values, List<Integer> granted) {
        int seen = Decision.NOTHING;
        for (int level = 0; level <= Levels.HIGHEST; level++) {
            for (int i = 0; i < values.size(); i++) {
                if ((level == 0 || granted.contains(level)) && values.get(i).contains(level)) {
                    seen = i;
                }
            }
        }
        return seen;
    }

    /// Up to four values; each level opens at most one.
    private static List<List<Integer>> openings(Random random) {
        int count = 1 + random.nextInt(4);
        var values = new ArrayList<List<Integer>>();
        for (int i = 0; i < count; i++) {
            values.add(new ArrayList<>());
        }
        for (int level = 0; level <= Levels.HIGHEST; level++) {
            if (random.nextInt(6) == 0) {
                values.get(random.nextInt(count)).add(level);
            }
        }
        return values;
    }

    private static Decision hidden(Rule rule) {
        return new Decision(rule, Decision.NOTHING, Decision.NOTHING);
    }
}
