package dev.kith.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.local.testing.ChildJvm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortsTest {
    /// So many that ports chosen at random come twice all but certainly, within one process and between two.
    private static final int STACKS = 60;

    @Test
    void givesNoPortToTwoStacksOfAnyProcessWhoseServersDoNotListenYet() throws Exception {
        var ports = new ArrayList<>(someFree());

        var other = ChildJvm.of(PortsTest.class)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var lines = other.inputReader()) {
            lines.lines().map(Integer::valueOf).forEach(ports::add);
        }

        assertThat(ports).hasSize(2 * STACKS * Part.values().length).doesNotHaveDuplicates();
    }

    /// The other process.
    public static void main(String[] arguments) {
        someFree().forEach(System.out::println);
    }

    private static List<Integer> someFree() {
        return Stream.generate(Ports::free)
                .limit(STACKS)
                .flatMap(stack -> Arrays.stream(Part.values()).map(stack::of))
                .toList();
    }
}
