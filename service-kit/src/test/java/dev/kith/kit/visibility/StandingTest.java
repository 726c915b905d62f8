package dev.kith.kit.visibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contracts.Levels;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final int LEVEL_2 = Levels.mask(List.of(2));
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

        assertThat(Standing.granted(level31).sees(level31)).isTrue();
    }

    @Test
    void behindABlockEvenLevelZeroIsHidden() {
        assertThat(Standing.behindBlock().sees(Levels.PUBLIC)).isFalse();
    }
}
