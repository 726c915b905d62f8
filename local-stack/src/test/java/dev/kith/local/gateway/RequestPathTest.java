package dev.kith.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1/profile",
                "/v1/profiles/",
                "/v1/profiles/%2B447700900000",
                "/v1/profiles/100%",
                "/v1/profiles/100%25",
                "/v1/profiles/100%2525",
                "/v1/profiles/%252B447700900000",
                "/v1/profiles/a%2520b",
                "/v1/profiles/a%252Fb"
            })
    void isTakenAsItIs(String path) {
        assertThat(RequestPath.of(path)).contains(path);
        assertThat(RequestPath.of(path + "?q=%252525252e")).contains(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/contacts/../internal",
                "/v1/contacts/%2e%2e/internal",
                "/v1/contacts/%252e%252e/internal",
                "/v1/contacts/..%252finternal",
                "/v1/contacts/a%252f%252fb",
                "/v1/contacts/a%2500"
            })
    void isRefusedWhenAReaderCouldTakeItForAnother(String path) {
        assertThat(RequestPath.of(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/profiles/100%252525",
                "/v1/profiles/%25252B447700900000",
                "/v1/profiles/a%252520b",
                "/v1/contacts/%25252e%25252e/internal"
            })
    void isRefusedWhenItIsEncodedThreeTimes(String path) {
        assertThat(RequestPath.of(path)).isEmpty();
    }

    // One layer a round: undone to the end, it takes as many rounds as it has layers.
    @Test
    void isRefusedWhenItIsEncodedThousandsOfTimes() {
        assertThat(RequestPath.of("/%" + "25".repeat(4_000)).isPresent()).isFalse();
    }
}
