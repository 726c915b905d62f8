package dev.kith.presence.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contracts.BlockKinds;
import dev.kith.kit.visibility.Standing;
import dev.kith.presence.people.Frankness;
import dev.kith.presence.people.Opening;
import dev.kith.presence.people.Pair;
import dev.kith.presence.people.Relation;
import dev.kith.presence.people.Shown;
import dev.kith.presence.people.Stand;
import dev.kith.presence.people.View;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AudienceTest {
    private static final long ALICE = 1;
    private static final long BOB = 2;
    private static final long CAROL = 3;
    private static final int LEVEL_5 = 1 << 5;
    private static final int LEVEL_6 = 1 << 6;
    private static final Shown SUBJECT = new Shown(ALICE, "app", "alice", true, 1_000L, new Opening(LEVEL_5, LEVEL_6));

    @Test
    void makesOneNoticeOfEachView() {
        var notices = Audience.of(
                new Change.OfState(ALICE),
                SUBJECT,
                List.of(BOB, CAROL, 4L),
                Map.of(
                        bobGranted(LEVEL_5).getKey(),
                        bobGranted(LEVEL_5).getValue(),
                        new Pair(ALICE, CAROL),
                        granted(LEVEL_5 | LEVEL_6),
                        new Pair(ALICE, 4L),
                        granted(LEVEL_5)));

        assertThat(notices)
                .containsExactly(
                        new Notice(SUBJECT, new View(true, null), List.of(BOB, 4L)),
                        new Notice(SUBJECT, new View(true, 1_000L), List.of(CAROL)));
    }

    @Test
    void keepsTheMomentFromThoseWhoSeeNothing() {
        var notices = Audience.of(new Change.OfState(ALICE), SUBJECT, List.of(BOB), Map.ofEntries(bobGranted(1 << 9)));

        assertThat(notices).isEmpty();
    }

    @Test
    void tellsOfANewOpeningOnlyWhereItMakesADifference() {
        var change = new Change.OfOpening(ALICE, new Opening(LEVEL_5, 0));

        var notices = Audience.of(
                change,
                SUBJECT,
                List.of(BOB, CAROL),
                Map.of(new Pair(ALICE, BOB), granted(LEVEL_5), new Pair(ALICE, CAROL), granted(LEVEL_6)));

        assertThat(notices).containsExactly(new Notice(SUBJECT, new View(null, 1_000L), List.of(CAROL)));
    }

    @Test
    void keepsABlockFromOneWhoSawNothingBefore() {
        var change = new Change.OfStanding(ALICE, BOB, Standing.STRANGER);
        var blocked = new Relation(new Stand(0, BlockKinds.ALL), Stand.NONE, true, Frankness.FULL);

        assertThat(Audience.of(change, SUBJECT, List.of(BOB), Map.of(new Pair(ALICE, BOB), blocked)))
                .isEmpty();
    }

    @Test
    void takesTheViewFromOneWhoIsBlocked() {
        var change = new Change.OfStanding(ALICE, BOB, Standing.granted(LEVEL_5));
        var blocked = new Relation(new Stand(LEVEL_5, BlockKinds.ALL), Stand.NONE, true, Frankness.FULL);

        assertThat(Audience.of(change, SUBJECT, List.of(BOB), Map.of(new Pair(ALICE, BOB), blocked)))
                .containsExactly(new Notice(SUBJECT, View.NOTHING, List.of(BOB)));
    }

    @Test
    void tellsNobodyWhatTheyHideThemselves() {
        var granted = new Stand(LEVEL_5 | LEVEL_6, BlockKinds.NONE);
        var noTime = new Relation(granted, Stand.NONE, true, new Frankness(true, false));
        var nothing = new Relation(granted, Stand.NONE, true, new Frankness(false, false));

        var notices = Audience.of(
                new Change.OfState(ALICE),
                SUBJECT,
                List.of(BOB, CAROL),
                Map.of(new Pair(ALICE, BOB), noTime, new Pair(ALICE, CAROL), nothing));

        assertThat(notices).containsExactly(new Notice(SUBJECT, new View(true, null), List.of(BOB)));
    }

    @Test
    void keepsANewStandingFromOneWhoHidesTheField() {
        var change = new Change.OfStanding(ALICE, BOB, Standing.STRANGER);
        var hiding = new Relation(new Stand(LEVEL_5, BlockKinds.NONE), Stand.NONE, true, new Frankness(false, true));

        assertThat(Audience.of(change, SUBJECT, List.of(BOB), Map.of(new Pair(ALICE, BOB), hiding)))
                .isEmpty();
    }

    @Test
    void cutsALargeAudienceIntoRecords() {
        var many = LongStream.range(10, 10 + 2 * Notice.MOST_RECIPIENTS + 1)
                .boxed()
                .toList();

        assertThat(new Notice(SUBJECT, View.NOTHING, many).events()).hasSize(3);
    }

    private static Map.Entry<Pair, Relation> bobGranted(int levels) {
        return Map.entry(new Pair(ALICE, BOB), granted(levels));
    }

    private static Relation granted(int levels) {
        return new Relation(new Stand(levels, BlockKinds.NONE), Stand.NONE, true, Frankness.FULL);
    }
}
