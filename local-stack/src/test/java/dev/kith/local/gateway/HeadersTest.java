package dev.kith.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeadersTest {
    private static final String PEER = "10.0.0.9";

    @Test
    void believesNoClientWithoutAProxyInFront() {
        assertThat(Headers.client(List.of("203.0.113.5"), PEER, 0)).isEqualTo(PEER);
    }

    @Test
    void takesWhatTheProxyInFrontWroteAndNotWhatTheClientDid() {
        assertThat(Headers.client(List.of("1.1.1.1, 203.0.113.5"), PEER, 1)).isEqualTo("203.0.113.5");
        assertThat(Headers.client(List.of("1.1.1.1", "203.0.113.5"), PEER, 1)).isEqualTo("203.0.113.5");
    }

    @Test
    void countsThroughSeveralProxies() {
        assertThat(Headers.client(List.of("1.1.1.1, 203.0.113.5, 10.0.0.1"), PEER, 2))
                .isEqualTo("203.0.113.5");
    }

    @Test
    void takesThePeerWhenTheProxyWroteNothing() {
        assertThat(Headers.client(List.of(), PEER, 1)).isEqualTo(PEER);
    }
}
