package dev.kith.client.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Message;
import dev.kith.contracts.socket.MessageStatus;
import dev.kith.contracts.socket.ServerFrame;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import okio.ByteString;

/** Whatever the contract can say, the server's own library for JSON reads and writes as we do. */
class FramesTest {
    @Property
    void writesWhatTheServerReads(@ForAll long seed) throws Exception {
        var frame = (ClientFrame) new AnyMessage(seed).of(ClientFrame.getDefaultInstance());

        var read = ClientFrame.newBuilder();
        JsonFormat.parser().merge(JsonWriting.text(frame), read);

        assertThat(read.build()).isEqualTo(frame);
    }

    @Property
    void readsWhatTheServerWrites(@ForAll long seed) throws Exception {
        var frame = (ServerFrame) new AnyMessage(seed).of(ServerFrame.getDefaultInstance());

        var read = Frames.JSON.read(JsonFormat.printer().print(frame));

        assertThat(read).isEqualTo(frame);
    }

    @Example
    void passesOverWhatANewerServerSays() throws Exception {
        var read = Frames.JSON.read("""
                {"push": {"entries": [{"seq": "3", "hologram": {}, "message": {"id": "7", "status": "FOLDED", "call": null,
                 "text": "Hello", "smell": [1, {"of": "roses"}]}}], "head": "3"}, "weather": "fair"}
                """);

        assertThat(read.getPush().getEntries(0).getMessage())
                .isEqualTo(Message.newBuilder().setId(7).setText("Hello").build());
    }

    @Example
    void keepsAConstantThatComesAsANumber() throws Exception {
        var read = Frames.JSON.read(
                "{\"push\": {\"entries\": [{\"message\": {\"status\": 3}}, {\"message\": {\"status\": 99}}]}}");

        assertThat(read.getPush().getEntries(0).getMessage().getStatus()).isEqualTo(MessageStatus.READ);
        assertThat(read.getPush().getEntries(1).getMessage().getStatusValue()).isEqualTo(99);
    }

    @Example
    void refusesWhatIsNoFrame() {
        for (var text : new String[] {
            "",
            "[]",
            "7",
            "{",
            "{\"ref\": \"x\"}",
            "{\"ref\": -1}",
            "{\"push\": []}",
            "{\"push\": {\"head\": {}}}",
            "{\"push\": {\"head\": \"9223372036854775808\"}}",
            "{\"push\": {\"entries\": {}}}",
            "{\"push\": {\"entries\": [null]}}",
            "{\"activityFrom\": {\"data\": \"!\"}}",
            "{\"profileChanged\": {\"fields\": 1}}"
        }) {
            assertThatExceptionOfType(InvalidProtocolBufferException.class)
                    .as(text)
                    .isThrownBy(() -> Frames.JSON.read(text));
        }
    }

    @Example
    void readsEachFormInItsPlaceAlone() {
        assertThatExceptionOfType(InvalidProtocolBufferException.class).isThrownBy(() -> Frames.BINARY.read("{}"));
        assertThatExceptionOfType(InvalidProtocolBufferException.class)
                .isThrownBy(() -> Frames.JSON.read(ByteString.EMPTY));
    }
}
