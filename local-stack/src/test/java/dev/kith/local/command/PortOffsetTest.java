package dev.kith.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.local.stack.Part;
import dev.kith.local.stack.Reason;
import dev.kith.local.stack.StackFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortOffsetTest {
    @TempDir
    Path data;

    private PortOffset offset;

    @BeforeEach
    void here() {
        offset = new PortOffset(data.resolve("port-offset"));
    }

    @Test
    void isNothingAtFirst() {
        assertThat(offset.ports(Optional.empty()).of(Part.GATEWAY)).isEqualTo(8080);
    }

    @Test
    void isRememberedUntilAnotherIsAskedFor() {
        offset.remember(300);

        assertThat(offset.ports(Optional.empty()).of(Part.GATEWAY)).isEqualTo(8380);
        assertThat(offset.ports(Optional.of(7)).of(Part.GATEWAY)).isEqualTo(8087);
        assertThat(offset.ports(Optional.empty()).kafkaController()).isEqualTo(19_393);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 40_001})
    void staysWhereThereArePorts(int asked) {
        assertThatThrownBy(() -> offset.ports(Optional.of(asked)))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("--port-offset")
                .extracting(e -> ((StackFailure) e).reason())
                .isEqualTo(Reason.USAGE);
    }

    @Test
    void saysWhichFileCannotBeRead() throws IOException {
        Files.writeString(offset.file(), "many");

        assertThatThrownBy(() -> offset.ports(Optional.empty()))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining(offset.file().toString());
    }
}
