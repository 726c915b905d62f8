package dev.kith.auth.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
    private static final String GATEWAY = "127.0.0.1";

    @Test
    void isThePeerWithoutAGateway() {
        assertThat(ClientAddress.of(null, "192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(ClientAddress.of(List.of(), "192.0.2.1")).isEqualTo("192.0.2.1");
    }

    @Test
    void isTheLastHopWhichTheGatewayWrote() {
        assertThat(ClientAddress.of(List.of("10.0.0.1, 192.0.2.1"), GATEWAY)).isEqualTo("192.0.2.1");
        assertThat(ClientAddress.of(List.of("10.0.0.1", "10.0.0.2,192.0.2.1"), GATEWAY))
                .isEqualTo("192.0.2.1");
    }

    @Test
    void isOneForAllAddressesOfAnIpv6Network() {
        var one = ClientAddress.of(List.of("2001:db8:1:2::1"), GATEWAY);

        assertThat(ClientAddress.of(List.of("2001:db8:1:2:ffff::7"), GATEWAY)).isEqualTo(one);
        assertThat(ClientAddress.of(List.of("2001:db8:1:3::1"), GATEWAY)).isNotEqualTo(one);
        assertThat(ClientAddress.of(List.of("::ffff:192.0.2.1"), GATEWAY)).isEqualTo("192.0.2.1");
    }

    @Test
    void isOneForAllWhoSendNoAddress() {
        assertThat(ClientAddress.of(List.of("evil.example"), GATEWAY)).isEqualTo("unknown");
        assertThat(ClientAddress.of(List.of(""), GATEWAY)).isEqualTo("unknown");
    }
}
