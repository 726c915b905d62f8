package dev.kith.presence.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contracts.event.RelationshipUpdated;
import dev.kith.presence.people.Pair;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatestRelationshipsTest {
    private static final Pair PAIR = new Pair(1, 2);

    @Test
    void takesTheLastOfEachPair() {
        var latest = LatestRelationships.of(List.of(stands(1), stands(2)));

        assertThat(latest.standing()).containsOnlyKeys(PAIR);
        assertThat(latest.standing().get(PAIR).getVersion()).isEqualTo(2);
        assertThat(latest.ended()).isEmpty();
    }

    @Test
    void endsAPairWithATombstone() {
        var latest = LatestRelationships.of(List.of(stands(1), new RelationshipChange.Ended(PAIR)));

        assertThat(latest.standing()).isEmpty();
        assertThat(latest.ended()).containsExactly(PAIR);
    }

    @Test
    void beginsAPairAnewAfterATombstone() {
        var latest = LatestRelationships.of(List.of(new RelationshipChange.Ended(PAIR), stands(1)));

        assertThat(latest.standing()).containsOnlyKeys(PAIR);
        assertThat(latest.ended()).containsExactly(PAIR);
    }

    private static RelationshipChange stands(long version) {
        return new RelationshipChange.Stands(
                PAIR, RelationshipUpdated.newBuilder().setVersion(version).build());
    }
}
