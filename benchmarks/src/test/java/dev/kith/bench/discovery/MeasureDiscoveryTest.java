package dev.kith.bench.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.bench.discovery.MeasureDiscovery.Extent;
import dev.kith.bench.discovery.MeasureDiscovery.Found;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.stack.Gateway;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeasureDiscoveryTest {
    private static final long OPEN = 7;
    private static final Extent EXTENT = new Extent(25_000, 9_999, 2);

    @Test
    void countsWhomAStrangerIsToldOfButNotTheOneWhomEverybodyMayFind() {
        var found = matched("{\"matched\": [{\"uid\": 7}, {\"uid\": 8}, {\"uid\": 9}]}");

        assertThat(found.open()).isOne();
        assertThat(found.disclosed()).isEqualTo(2);
    }

    @Test
    void callsOneDisclosedUserAmongAllAccountsABrokenPromise() {
        var found = matched("{\"matched\": [{\"uid\": 7}]}")
                .plus(matched("{\"matched\": [{\"uid\": 7}, {\"uid\": 8}]}"))
                .plus(matched("{\"matched\": [{\"uid\": 7}]}"));

        assertThat(DiscoveryCommand.verdict(EXTENT, found)).isEqualTo(ExitCode.BROKEN);
    }

    @Test
    void provesNothingWhereAnAccountDidNotFindTheOneWhomEverybodyMayFind() {
        var found = matched("{\"matched\": [{\"uid\": 7}]}").plus(matched("{\"matched\": []}"));

        assertThatThrownBy(() -> DiscoveryCommand.verdict(EXTENT, found)).hasMessageContaining("1 of 3");
    }

    @Test
    void givesEachNumberToOneAccount() {
        assertThat(IntStream.range(0, EXTENT.accounts()).map(a -> EXTENT.to(a) - EXTENT.from(a)))
                .containsExactly(9_999, 9_999, 5_002);
        assertThat(EXTENT.from(1)).isEqualTo(EXTENT.to(0));
    }

    private static Found matched(String answer) {
        return MeasureDiscovery.matched(Gateway.read(answer.getBytes(StandardCharsets.UTF_8)), OPEN);
    }
}
