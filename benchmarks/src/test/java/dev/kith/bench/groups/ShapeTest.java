package dev.kith.bench.groups;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShapeTest {
    private final Shape shape = new Shape(7, 12, 10, 25);

    @Test
    void hasAsManyDifferentUsersInEachGroupAsAreOnline() {
        for (int group = 0; group < shape.groups(); group++) {
            assertThat(Arrays.stream(shape.usersOf(group)).distinct()).hasSize(shape.online());
        }
    }

    @Test
    void knowsWhoIsInAGroup() {
        for (int group = 0; group < shape.groups(); group++) {
            int one = group;
            var all = IntStream.range(0, shape.users())
                    .filter(user -> shape.has(one, user))
                    .toArray();
            assertThat(all).containsExactlyInAnyOrder(boxed(shape.usersOf(group)));
        }
    }

    @Test
    void leavesNobodyOutOfAllGroups() {
        assertThat(IntStream.range(0, shape.groups())
                        .flatMap(group -> Arrays.stream(shape.usersOf(group)))
                        .distinct())
                .hasSize(shape.users());
    }

    @Test
    void letsGroupsTakeTurnsAndWithinAGroupItsMembers() {
        assertThat(IntStream.range(0, 8).map(shape::groupOf)).containsExactly(0, 1, 2, 3, 4, 5, 6, 0);
        assertThat(IntStream.iterate(3, message -> message + shape.groups())
                        .limit(shape.online())
                        .map(shape::senderOf))
                .containsExactlyInAnyOrder(boxed(shape.usersOf(3)));
    }

    private static Integer[] boxed(int[] numbers) {
        return Arrays.stream(numbers).boxed().toArray(Integer[]::new);
    }
}
