package dev.kith.media.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConcatTest {
    private static final UUID ONE = UUID.fromString("11111111-1111-4111-8111-111111111111");
    private static final UUID TWO = UUID.fromString("22222222-2222-4222-8222-222222222222");

    @Test
    void isNothingUnlessItIsSaid() {
        assertThat(Concat.of(null)).isEqualTo(new Concat.None());
        assertThat(new Concat.None().header()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "final;/v1/uploads/11111111-1111-4111-8111-111111111111 /v1/uploads/22222222-2222-4222-8222-222222222222",
                "final; https://kith.example:8443/v1/uploads/11111111-1111-4111-8111-111111111111"
                        + " /v1/uploads/22222222-2222-4222-8222-222222222222 ",
                "final;https://kith.example/chat/v1/uploads/11111111-1111-4111-8111-111111111111"
                        + " /v1/uploads/22222222-2222-4222-8222-222222222222/"
            })
    void readsPartsWhateverHostTheyAreUnder(String header) {
        var concat = Concat.of(header);

        assertThat(concat).isEqualTo(new Concat.Final(java.util.List.of(ONE, TWO)));
        assertThat(concat.header()).hasValue("final;/v1/uploads/" + ONE + " /v1/uploads/" + TWO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Partial",
                "final",
                "final;",
                "final;/v1/uploads/",
                "final;/v1/uploads/1-1-1-1-1",
                "final;/v1/uploads/------------------------------------",
                "final;/v1/files/11111111-1111-4111-8111-111111111111",
                "final;/v1/uploads/11111111-1111-4111-8111-111111111111?a=b",
                "final;/v1/uploads/11111111-1111-4111-8111-111111111111"
                        + " /v1/uploads/11111111-1111-4111-8111-111111111111"
            })
    void refusesWhatCannotBeRead(String header) {
        assertThatThrownBy(() -> Concat.of(header))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.BAD_REQUEST));
    }

    @Test
    void boundsTheParts() {
        assertThat(Concat.of(parts(100))).isInstanceOf(Concat.Final.class);
        assertThatThrownBy(() -> Concat.of(parts(101))).isInstanceOf(ProblemException.class);
    }

    private static String parts(int count) {
        return Stream.generate(() -> "/v1/uploads/" + UUID.randomUUID())
                .limit(count)
                .collect(Collectors.joining(" ", "final;", ""));
    }
}
