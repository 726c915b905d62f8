package dev.kith.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.local.stack.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    @Test
    void startsTheStoresOfAServiceWithIt() {
        assertThat(parsed("up", "auth").partsToStart())
                .isEqualTo(List.of(Part.POSTGRES, Part.KAFKA, Part.REDIS, Part.AUTH));
    }

    @Test
    void startsAStoreAlone() {
        assertThat(parsed("up", "redis").partsToStart()).isEqualTo(List.of(Part.REDIS));
    }

    @Test
    void startsAndStopsAllWhenNoneIsNamed() {
        assertThat(parsed("up").partsToStart()).containsExactlyInAnyOrder(Part.values());
        assertThat(parsed("down").partsOrAll()).containsExactlyInAnyOrder(Part.values());
    }

    @Test
    void stopsAServiceAlone() {
        assertThat(parsed("down", "auth-service").partsOrAll()).isEqualTo(List.of(Part.AUTH));
    }

    private static Arguments parsed(String... words) {
        return Arguments.parse(words);
    }
}
