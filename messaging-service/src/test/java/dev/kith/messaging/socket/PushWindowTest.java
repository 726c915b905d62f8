package dev.kith.messaging.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contracts.socket.Deletion;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.Message;
import dev.kith.contracts.socket.MessageStatus;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PushWindowTest {
    private static final long SENDER = 9;
    private final PushWindow window = new PushWindow(3, 10);

    @Test
    void leavesOutWhatTheDeviceSyncs() {
        assertThat(window.admit(entries(9, 12))).extracting(Entry::getSeq).containsExactly(11L, 12L);
    }

    @Test
    void leavesOutWhatItHasPushed() {
        window.admit(entries(11, 12));

        assertThat(window.admit(entries(11, 13))).extracting(Entry::getSeq).containsExactly(13L);
    }

    @Test
    void holdsNoMoreThanItsMost() {
        assertThat(window.admit(entries(11, 20))).extracting(Entry::getSeq).containsExactly(11L, 12L, 13L);

        assertThat(window.admit(entries(21, 21))).isEmpty();
        assertThat(window.head()).isEqualTo(21);
    }

    @Test
    void pushesOnAfterAnAckAndSaysThatSomethingWasMissed() {
        window.admit(entries(11, 14));

        var acknowledged = window.acknowledge(12);

        assertThat(acknowledged.missed()).isTrue();
        assertThat(window.admit(entries(15, 17))).extracting(Entry::getSeq).containsExactly(15L, 16L);
    }

    @Test
    void namesTheMessagesWhoseSendersWantToKnowOnce() {
        window.acknowledge(10);
        window.admit(entries(11, 12));

        assertThat(window.acknowledge(11).delivered()).containsExactly(java.util.Map.entry(SENDER << 32 | 11, SENDER));
        assertThat(window.acknowledge(11).delivered()).isEmpty();
        assertThat(window.acknowledge(12).delivered()).containsOnlyKeys(SENDER << 32 | 12);
    }

    @Test
    void namesNoMessageThatWasShownAsDeleted() {
        window.acknowledge(10);
        window.synced(entries(11, 12).stream()
                .map(entry -> entry.toBuilder()
                        .setMessage(entry.getMessage().toBuilder().setDeletion(Deletion.EXPIRED))
                        .build())
                .toList());
        window.synced(entries(13, 13));

        assertThat(window.acknowledge(13).delivered()).containsOnlyKeys(SENDER << 32 | 13);
    }

    @Test
    void leavesTheFirstAckToTheStore() {
        var first = window.acknowledge(20_000);
        var second = window.acknowledge(20_001);

        assertThat(first.remembered()).isFalse();
        assertThat(first.after()).isEqualTo(10_000);
        assertThat(second.remembered()).isTrue();
    }

    @Test
    void leavesToTheStoreWhatAFailedAckWasToTell() {
        window.acknowledge(10);
        window.admit(entries(11, 13));
        window.failed(window.acknowledge(12));

        var again = window.acknowledge(13);

        assertThat(again.remembered()).isFalse();
        assertThat(again.after()).isZero();
        assertThat(window.acknowledge(13).remembered()).isTrue();
    }

    @Test
    void looksUpAllThatAFailedAckWasToTellHoweverLongAgo() {
        window.acknowledge(10);
        window.failed(window.acknowledge(12));

        assertThat(window.acknowledge(50_000).after()).isEqualTo(10);
    }

    @Test
    void asksTheStoreForWhatItDidNotRemember() {
        window.acknowledge(0);
        window.synced(entries(1, 5));

        assertThat(window.acknowledge(2)).matches(first -> !first.remembered() && first.after() == 0);
        assertThat(window.acknowledge(5)).matches(second -> !second.remembered() && second.after() == 2);
        window.admit(entries(11, 11));
        assertThat(window.acknowledge(11).remembered()).isTrue();
    }

    private static List<Entry> entries(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(seq -> Entry.newBuilder()
                        .setSeq(seq)
                        .setMessage(Message.newBuilder()
                                .setId(SENDER << 32 | seq)
                                .setDeliveryReceipt(true)
                                .setStatus(MessageStatus.RECEIVED_NEW))
                        .build())
                .toList();
    }
}
