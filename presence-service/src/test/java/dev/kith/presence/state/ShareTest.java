package dev.kith.presence.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ShareTest {
    @Test
    void givesEachUserToExactlyOneOfTheNodes() {
        var first = Share.predicate(4, Set.of(0, 2));
        var second = Share.predicate(4, Set.of(1, 3));

        assertThat(LongStream.range(1, 10_000)).allMatch(uid -> first.test(uid) != second.test(uid));
        assertThat(LongStream.range(1, 10_000).filter(first)).hasSizeBetween(4_000, 6_000);
    }
}
