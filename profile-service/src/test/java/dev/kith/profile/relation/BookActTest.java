package dev.kith.profile.relation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contracts.event.ContactsMatched;
import dev.kith.contracts.event.MatchedPeer;
import dev.kith.profile.relation.BookAct.Mode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BookActTest {
    private static final int MOST = 5;

    @Test
    void namesEachPeerOnceAndNeverTheOwner() {
        var act = BookAct.of(ContactsMatched.newBuilder()
                .setOwner(1)
                .setMode(ContactsMatched.Mode.MERGE)
                .addPeers(MatchedPeer.newBuilder().setUid(2).setLevels(0b10))
                .addPeers(MatchedPeer.newBuilder().setUid(2).setLevels(0b101))
                .addPeers(MatchedPeer.newBuilder().setUid(1).setLevels(0b10))
                .build());

        assertThat(act.peers()).containsExactly(Map.entry(2L, 0b110));
    }

    @Test
    void writesActsOfDifferentOwnersTogether() {
        var acts = List.of(act(1, Mode.MERGE, 1), act(2, Mode.MERGE, 1), act(3, Mode.MERGE, 1));

        assertThat(BookAct.runs(acts, MOST)).containsExactly(acts);
    }

    @Test
    void writesActsOfOneOwnerOneAfterAnother() {
        var acts = List.of(act(1, Mode.MERGE, 1), act(2, Mode.MERGE, 1), act(1, Mode.MERGE, 1), act(2, Mode.MERGE, 1));

        assertThat(BookAct.runs(acts, MOST)).containsExactly(acts.subList(0, 2), acts.subList(2, 4));
    }

    @Test
    void writesActsOfDifferentModesOneAfterAnother() {
        var acts = List.of(act(1, Mode.MERGE, 1), act(2, Mode.REPLACE, 1), act(3, Mode.MERGE, 1));

        assertThat(BookAct.runs(acts, MOST))
                .hasSize(3)
                .allSatisfy(run -> assertThat(run).hasSize(1));
    }

    @Test
    void removesForEachOwnerAlone() {
        assertThat(BookAct.runs(List.of(act(1, Mode.REMOVE, 1), act(2, Mode.REMOVE, 1)), MOST))
                .hasSize(2);
    }

    @Test
    void writesNoMorePeersTogetherThanATransactionMay() {
        var runs = BookAct.runs(
                List.of(act(1, Mode.MERGE, 3), act(2, Mode.MERGE, 2), act(3, Mode.MERGE, 1), act(4, Mode.MERGE, 9)),
                MOST);

        assertThat(runs.stream().map(run -> run.stream().map(BookAct::owner).toList()))
                .containsExactly(List.of(1L, 2L), List.of(3L), List.of(4L));
        assertThat(runs.stream().flatMap(Collection::stream)).hasSize(4);
    }

    private static BookAct act(long owner, Mode mode, int peers) {
        var levels = new TreeMap<Long, Integer>();
        for (long peer = 100; peer < 100 + peers; peer++) {
            levels.put(peer, 1);
        }
        return new BookAct(owner, "app", 1, 0, mode, levels, true);
    }
}
