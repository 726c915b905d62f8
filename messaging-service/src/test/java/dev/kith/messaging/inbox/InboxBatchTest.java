package dev.kith.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contracts.event.ChangedGroup;
import dev.kith.contracts.event.InboxRecord;
import dev.kith.contracts.event.JoinedContact;
import dev.kith.contracts.event.StatusRise;
import dev.kith.contracts.event.StoredMessage;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.MessageStatus;
import org.junit.jupiter.api.Test;

class InboxBatchTest {
    private static final long ALICE = 1;
    private static final long BOB = 2;
    private final MemoryInbox inbox = new MemoryInbox();

    @Test
    void numbersEachInboxDensely() {
        var entries = inbox.store(sent(1, "a"), received(1, "a"), sent(2, "b"), received(2, "b"));

        assertThat(inbox.heads).containsEntry(ALICE, 2L).containsEntry(BOB, 2L);
        assertThat(entries.get(BOB)).extracting(Entry::getSeq).containsExactly(1L, 2L);
        assertThat(entries.get(BOB))
                .extracting(e -> e.getMessage().getStatus())
                .containsOnly(MessageStatus.RECEIVED_NEW);
        assertThat(entries.get(ALICE))
                .extracting(e -> e.getMessage().getStatus())
                .containsOnly(MessageStatus.SENT);
    }

    @Test
    void dropsARepeatWithinABatchAndAcrossBatches() {
        inbox.store(received(1, "a"), received(1, "a"));

        var again = inbox.store(received(1, "a"));

        assertThat(again).isEmpty();
        assertThat(inbox.heads).containsEntry(BOB, 1L);
    }

    @Test
    void tellsOfAGroupOncePerVersionAndKeepsTheNewest() {
        var entries = inbox.store(group(1), group(2), group(2));

        var later = inbox.store(group(1), group(3), group(2));

        assertThat(entries.get(BOB)).extracting(e -> e.getGroup().getVersion()).containsExactly(1L, 2L);
        assertThat(later.get(BOB)).extracting(e -> e.getGroup().getVersion()).containsExactly(3L);
        assertThat(later.get(BOB)).extracting(Entry::getSeq).containsExactly(3L);
        assertThat(inbox.rows).hasSize(1);
    }

    @Test
    void takesARetryForTheSameMessageThoughItWasAcceptedLater() {
        inbox.store(received(1, "a"));

        var later = received(1, "a").toBuilder();
        later.getMessageBuilder().setAcceptedAt(99);

        assertThat(inbox.store(later.build())).isEmpty();
    }

    @Test
    void foldsAReceiptIntoTheMessageOfItsBatchAndTellsBoth() {
        var entries = inbox.store(sent(1, "a"), rise(ALICE, StatusRise.Status.DELIVERED, 1));

        assertThat(inbox.rows.get(key(ALICE, 1)).status()).isEqualTo(MessageStatus.DELIVERED_VALUE);
        assertThat(inbox.rows.get(key(ALICE, 1)).changedSeq()).isEqualTo(2);
        assertThat(entries.get(ALICE)).extracting(Entry::hasMessage).containsExactly(true, false);
    }

    @Test
    void letsAStatusOnlyRise() {
        inbox.store(sent(1, "a"), rise(ALICE, StatusRise.Status.READ, 1));

        var entries = inbox.store(rise(ALICE, StatusRise.Status.DELIVERED, 1), rise(ALICE, StatusRise.Status.READ, 1));

        assertThat(entries).isEmpty();
        assertThat(inbox.rows.get(key(ALICE, 1)).status()).isEqualTo(MessageStatus.READ_VALUE);
    }

    @Test
    void keepsAReceiptThatOvertookItsMessage() {
        inbox.store(rise(ALICE, StatusRise.Status.DELIVERED, 1));
        assertThat(inbox.rows).isEmpty();
        assertThat(inbox.heads).isEmpty();

        var entries = inbox.store(sent(1, "a"));

        assertThat(entries.get(ALICE)).extracting(Entry::getSeq).containsExactly(1L, 2L);
        assertThat(inbox.rows.get(key(ALICE, 1)).status()).isEqualTo(MessageStatus.DELIVERED_VALUE);
        assertThat(inbox.early).isEmpty();
    }

    @Test
    void neverInsertsForAReceiptOfSomeoneElsesMessage() {
        var entries = inbox.store(rise(BOB, StatusRise.Status.READ, 1));

        assertThat(entries).isEmpty();
        assertThat(inbox.rows).isEmpty();
        assertThat(inbox.early).isEmpty();
    }

    @Test
    void tellsOnlyTheSenderOfAnIdConflictAndChangesNoContent() {
        inbox.store(sent(1, "a"), received(1, "a"));
        var before = inbox.rows.get(key(ALICE, 1));

        var entries = inbox.store(sent(1, "other"), received(1, "other"));

        assertThat(entries).containsOnlyKeys(ALICE);
        assertThat(entries.get(ALICE).getFirst().getStatus().getStatus()).isEqualTo(MessageStatus.FAILED_ID_CONFLICT);
        assertThat(inbox.rows.get(key(ALICE, 1)).contentHash()).isEqualTo(before.contentHash());
        assertThat(inbox.rows.get(key(ALICE, 1)).conflictSeq()).isEqualTo(2);
        assertThat(inbox.heads).containsEntry(BOB, 1L);
    }

    @Test
    void tellsOfAJoinedContactOnce() {
        var joined = InboxRecord.newBuilder()
                .setOwner(BOB)
                .setJoined(JoinedContact.newBuilder().setJoiner(7).setAddress("seven"))
                .build();

        var entries = inbox.store(joined, joined);

        assertThat(entries.get(BOB)).hasSize(1);
        assertThat(inbox.store(joined)).isEmpty();
    }

    @Test
    void passesOverWhatANewerNodeMeans() {
        assertThat(inbox.store(InboxRecord.newBuilder().setOwner(ALICE).build()))
                .isEmpty();
    }

    static InboxKey key(long owner, int id) {
        return new InboxKey(owner, ALICE << 32 | id);
    }

    static InboxRecord sent(int id, String text) {
        return InboxRecord.newBuilder()
                .setOwner(ALICE)
                .setMessage(message(id, text))
                .build();
    }

    static InboxRecord received(int id, String text) {
        return InboxRecord.newBuilder()
                .setOwner(BOB)
                .setMessage(message(id, text))
                .build();
    }

    static InboxRecord rise(long owner, StatusRise.Status status, int... ids) {
        var rise = StatusRise.newBuilder().setStatus(status).setAt(5);
        for (int id : ids) {
            rise.addIds(ALICE << 32 | id);
        }
        return InboxRecord.newBuilder().setOwner(owner).setStatus(rise).build();
    }

    static StoredMessage message(int id, String text) {
        return StoredMessage.newBuilder()
                .setId(ALICE << 32 | id)
                .setSender(ALICE)
                .setSenderAddress("alice")
                .setRecipient(BOB)
                .setRecipientAddress("bob")
                .setAcceptedAt(1)
                .setText(text)
                .build();
    }

    private static InboxRecord group(long version) {
        return InboxRecord.newBuilder()
                .setOwner(BOB)
                .setGroup(ChangedGroup.newBuilder().setGroup(7).setVersion(version))
                .build();
    }
}
