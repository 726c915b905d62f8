package dev.kith.messaging.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contracts.socket.ClientFrame;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumbersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'ref':1e30000000}",
                "{'ref':'1e30000000'}",
                "{'ref':[['1E+30000000']]}",
                "{'ref':1.e-30000000}",
                "{'read':{'ids':[1,'1\\u006530000000']}}",
                "{'send':{'reply_to':1e999}}",
                "{'send':{'replyTo':1e999}}"
            })
    void refusesNumbersOfUnlimitedLength(String json) {
        assertThat(areShort(json)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'ref':1e3}",
                "{'ref':1,'send':{'text':'1e30000000','properties':{'1e1000':'1e1000'}}}",
                "{'send':{'id':12,'text':'caf\\u00e9 2e100'}}",
                "{'unheard':1e30000000}",
                "1e1000",
                "{'ref':1e1000"
            })
    void leavesEverythingElseToTheParser(String json) {
        assertThat(areShort(json)).isTrue();
    }

    @Test
    void hasADecoderThatDoesNotReadThem() {
        var refused = Encoding.JSON.decode("{\"ref\":1e30000000,\"ping\":{}}".getBytes(StandardCharsets.UTF_8));

        assertThat(refused).isEqualTo(new Encoding.Decoded.Unreadable());
    }

    private static boolean areShort(String json) {
        return JsonNumbers.areShort(json.replace('\'', '"'), ClientFrame.getDescriptor());
    }
}
