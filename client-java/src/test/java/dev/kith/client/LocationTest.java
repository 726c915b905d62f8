package dev.kith.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kith.contracts.socket.ClientFrame.FrameCase;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.MessageStatus;
import dev.kith.contracts.socket.Send;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest extends KithTestCase {
    private static final MessageParams TO = MessageParams.to("+447700900123");

    @Test
    void arrivesAsItWasSent() throws Exception {
        var place = Location.at(51.500729, -0.00001).withName("Westminster").withPreview("/v1/files/a?ref=b");
        var connection = online(0);
        kith.sendLocation(TO.withProperty("k", "v"), place);
        var sent = connection.frame(FrameCase.SEND).getSend();

        connection.push(1, entry(sent));

        until(() -> told.messages.size() == 1);
        assertThat(sent.getText()).isEqualTo("geo:51.500729,-0.00001");
        assertThat(sent.getPropertiesMap()).containsEntry("k", "v");
        assertThat(told.messages.get(0).asLocation()).contains(place);
    }

    @Test
    void goesUnderAnIdAndToAGroup() throws Exception {
        var connection = online(0);

        kith.sendLocation(TO, 77, Location.at(-90, 180));
        kith.sendGroupLocation(5, MessageParams.toGroup(), Location.at(0, 0));

        var first = connection.frame(FrameCase.SEND).getSend();
        assertThat(first.getId()).isEqualTo(77);
        assertThat(first.getText()).isEqualTo("geo:-90,180");
        var second = connection.frame(FrameCase.SEND).getSend();
        assertThat(second.getGroup()).isEqualTo(5);
        assertThat(second.getType()).isEqualTo(Location.TYPE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "geo:91,0",
                "geo:0,181",
                "geo:NaN,0",
                "geo:1e1,0",
                "geo:0",
                "51.5,-0.1",
                "geo:0,0,x\n",
                "",
                "geo:00000000000000000000000000000000000000001,0"
            })
    void whatIsNoPlaceIsNone(String text) throws Exception {
        var connection = online(0);

        connection.push(
                1, entry(Send.newBuilder().setType(Location.TYPE).setText(text).build()));

        until(() -> told.messages.size() == 1);
        assertThat(told.messages.get(0).asLocation()).isEmpty();
    }

    @Test
    void isNoneWithoutItsTypeAndOneWithWhatOthersAdd() throws Exception {
        var connection = online(0);

        connection.push(
                2,
                entry(Send.newBuilder().setText("geo:1,2").build()),
                entry(Send.newBuilder()
                                .setType(Location.TYPE)
                                .setText("geo:48.2,16.4,183;crs=wgs84;u=40")
                                .build())
                        .toBuilder()
                        .setSeq(2)
                        .build());

        until(() -> told.messages.size() == 2);
        assertThat(told.messages.get(0).asLocation()).isEmpty();
        assertThat(told.messages.get(1).asLocation()).contains(Location.at(48.2, 16.4));
    }

    @Test
    void liesOnTheEarth() {
        assertThatIllegalArgumentException().isThrownBy(() -> Location.at(90.1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Location.at(0, Double.NaN));
    }

    private static Entry entry(Send sent) {
        return Entry.newBuilder()
                .setSeq(1)
                .setMessage(dev.kith.contracts.socket.Message.newBuilder()
                        .setId((9L << 32) + sent.getSerializedSize())
                        .setSender("+447700900123")
                        .setRecipient("+4915112345678")
                        .setAcceptedAt(1_700_000_000_000L)
                        .setStatus(MessageStatus.RECEIVED_NEW)
                        .setType(sent.getType())
                        .putAllProperties(sent.getPropertiesMap())
                        .setText(sent.getText()))
                .build();
    }
}
