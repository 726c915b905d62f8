package dev.kith.messaging.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;

/// What strangers can reach before they have said who they are: whatever bytes come, the decoder answers, and soon. A
/// frame that it takes for one is the same after another trip over the wire.
///
/// Without further ado this tries the seeds and what was ever found; how to have it search, CONTRIBUTING.md says.
class FrameFuzzTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int MOST = 64;

    /// Classes are loaded, and made ready for the fuzzer, outside of what is timed.
    @BeforeAll
    static void warmUp() {
        Encoding.PROTO.decode(new byte[] {8, 1, 90, 0});
        Encoding.JSON.decode(
                "{\"ref\":1e300,\"send\":{\"text\":\"a\",\"id\":1},\"x\":1}".getBytes(StandardCharsets.UTF_8));
        Encoding.JSON.decode("{\"ref\":1,\"send\":{\"text\":\"a\",\"id\":1}}".getBytes(StandardCharsets.UTF_8));
    }

    @FuzzTest(maxDuration = "5m")
    void takesAnyBytesForABinaryFrame(byte[] bytes) {
        if (decoded(Encoding.PROTO, bytes) instanceof Encoding.Decoded.Frame(var frame)) {
            assertThat(Encoding.PROTO.decode(frame.toByteArray())).isEqualTo(new Encoding.Decoded.Frame(frame));
        }
    }

    @FuzzTest(maxDuration = "5m")
    void takesAnyBytesForATextFrame(byte[] bytes) throws InvalidProtocolBufferException {
        if (decoded(Encoding.JSON, bytes) instanceof Encoding.Decoded.Frame(var frame)) {
            var again = JsonFormat.printer().print(frame).getBytes(StandardCharsets.UTF_8);

            assertThat(Encoding.JSON.decode(again)).isEqualTo(new Encoding.Decoded.Frame(frame));
        }
    }

    /// Beside a model that keeps all parts of a message and looks at them at its end.
    @FuzzTest(maxDuration = "5m")
    void putsAnyPartsTogether(FuzzedDataProvider data) {
        var assembly = new Assembly(MOST);
        var parts = Buffer.buffer();
        while (data.remainingBytes() > 0) {
            boolean begins = data.consumeBoolean();
            boolean ends = data.consumeBoolean();
            var part = Buffer.buffer(data.consumeBytes(data.consumeInt(0, MOST + 1)));
            parts = (begins ? Buffer.buffer() : parts).appendBuffer(part);

            var step = assembly.add(
                    begins ? WebSocketFrame.binaryFrame(part, ends) : WebSocketFrame.continuationFrame(part, ends));

            if (parts.length() > MOST) {
                assertThat(step).isInstanceOf(Assembly.Step.TooBig.class);
                return; // the connection ends here
            }
            if (ends) {
                assertThat(step).isInstanceOf(Assembly.Step.Whole.class);
                assertThat(((Assembly.Step.Whole) step).bytes()).isEqualTo(parts.getBytes());
                parts = Buffer.buffer();
            } else {
                assertThat(step).isInstanceOf(Assembly.Step.Nothing.class);
            }
        }
    }

    private static Encoding.Decoded decoded(Encoding encoding, byte[] bytes) {
        long began = System.nanoTime();
        var decoded = encoding.decode(bytes);
        assertThat(System.nanoTime() - began).isLessThan(SOON.toNanos());
        return decoded;
    }
}
