package dev.kith.messaging.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contracts.socket.MessageStatus;
import dev.kith.messaging.testing.Device;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import java.lang.management.ManagementFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/// What comes of receipts is in the tests of conversations; here, how they come into the log.
@SocketTest
class ReceiptsTest {
    private final TestUser alice = TestUser.joined();
    private final TestUser bob = TestUser.joined();

    @Test
    void waitForCompanyLongerThanMessagesDo() throws Exception {
        try (var hers = Device.of(alice, "a");
                var his = Device.of(bob, "b")) {
            var before = patientlySent();
            long id = hers.accepted(Device.text(hers.newId(), bob, "hello").setDeliveryReceipt(true));
            var received = his.awaitMessage(id);
            var afterTheMessage = patientlySent();

            his.ack(received.getSeq());
            hers.awaitStatus(id, MessageStatus.DELIVERED);

            assertThat(afterTheMessage).isEqualTo(before);
            assertThat(patientlySent()).isEqualTo(before + 1);
        }
    }

    /// Records that the log's producer with the longer wait has sent, as Kafka's client counts them.
    private static double patientlySent() throws Exception {
        var counts = new ObjectName("kafka.producer:type=producer-metrics,client-id=messaging-log-soon");
        return (double) ManagementFactory.getPlatformMBeanServer().getAttribute(counts, "record-send-total");
    }
}
