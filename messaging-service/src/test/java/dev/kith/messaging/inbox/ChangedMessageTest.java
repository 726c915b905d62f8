package dev.kith.messaging.inbox;

import static dev.kith.messaging.inbox.InboxBatchTest.key;
import static dev.kith.messaging.inbox.InboxBatchTest.received;
import static dev.kith.messaging.inbox.InboxBatchTest.sent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contracts.event.ChangedMessage;
import dev.kith.contracts.event.InboxRecord;
import dev.kith.contracts.event.MessageEdit;
import dev.kith.contracts.event.MessageReaction;
import dev.kith.contracts.event.StatusRise;
import dev.kith.contracts.socket.Deletion;
import dev.kith.contracts.socket.Entry;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/// What becomes of a message, whatever the order in which its changes come.
class ChangedMessageTest {
    private static final long ALICE = 1;
    private static final long BOB = 2;
    private final MemoryInbox inbox = new MemoryInbox();

    @Test
    void keepsTheHigherEditAndDropsALateOne() {
        inbox.store(received(1, "a"), edited(BOB, 2, "second"));

        var late = inbox.store(edited(BOB, 1, "first"), edited(BOB, 2, "second"));

        assertThat(late).isEmpty();
        assertThat(inbox.marks.get(key(BOB, 1)).revision()).isEqualTo(2);
        assertThat(inbox.heads).containsEntry(BOB, 2L);
    }

    @Test
    void tellsAnEditWithItsBody() {
        var entries = inbox.store(received(1, "a"), edited(BOB, 2, "b"));

        var change = entries.get(BOB).getLast().getChange();
        assertThat(change.getEdit().getText()).isEqualTo("b");
        assertThat(change.getEdit().getRevision()).isEqualTo(2);
        assertThat(inbox.rows.get(key(BOB, 1)).changedSeq()).isEqualTo(2);
    }

    @Test
    void editsNothingThatIsDeleted() {
        inbox.store(received(1, "a"), deleted(BOB, Deletion.FOR_EVERYONE));

        assertThat(inbox.store(edited(BOB, 9, "b"), reacted(BOB, 9, "+"))).isEmpty();
    }

    @Test
    void deletesOnceAndFurtherOnlyWhenItReachesFurther() {
        inbox.store(received(1, "a"), deleted(BOB, Deletion.FOR_ME));

        var everywhere = inbox.store(deleted(BOB, Deletion.FOR_EVERYONE));
        var again = inbox.store(deleted(BOB, Deletion.FOR_EVERYONE), deleted(BOB, Deletion.FOR_ME));

        assertThat(everywhere.get(BOB))
                .extracting(e -> e.getChange().getDeletion())
                .containsExactly(Deletion.FOR_EVERYONE);
        assertThat(again).isEmpty();
    }

    @Test
    void revivesNothingByALateRetry() {
        inbox.store(received(1, "a"), deleted(BOB, Deletion.FOR_EVERYONE));

        assertThat(inbox.store(received(1, "a"))).isEmpty();
    }

    @Test
    void takesThePlaceOfAMessageThatWasDeletedBeforeItCame() {
        var entries = inbox.store(deleted(BOB, Deletion.FOR_EVERYONE));

        var late = inbox.store(received(1, "a"));

        assertThat(entries.get(BOB)).extracting(Entry::getSeq).containsExactly(1L);
        assertThat(late).isEmpty();
        assertThat(inbox.marks.get(key(BOB, 1)).isDeleted()).isTrue();
    }

    @Test
    void takesNoPlaceForADeletionByAnybodyButTheSender() {
        var forged = deleted(BOB, Deletion.FOR_EVERYONE).toBuilder();
        forged.getChangedBuilder().setBy(3);

        assertThat(inbox.store(forged.build(), deleted(BOB, Deletion.FOR_ME), edited(BOB, 1, "b")))
                .isEmpty();
        assertThat(inbox.rows).isEmpty();
    }

    @Test
    void keepsOneReactionForEachUserAndNoneThatWasTakenBack() {
        inbox.store(sent(1, "a"), reacted(ALICE, 1, "+"), reacted(ALICE, 3, ""));

        var late = inbox.store(reacted(ALICE, 2, "-"));

        assertThat(late).isEmpty();
        assertThat(inbox.marks.get(key(ALICE, 1)).reactions().getReactionsList())
                .extracting(MessageReaction::getValue)
                .containsExactly("");
    }

    @Test
    void endsWhatNobodyHasAndTellsItsSenderOnce() {
        inbox.store(received(1, "a"), deleted(BOB, Deletion.EXPIRED));

        assertThat(inbox.outcomes).hasSize(1);
        assertThat(inbox.outcomes.getFirst().getOwner()).isEqualTo(ALICE);
        assertThat(inbox.outcomes.getFirst().getStatus().getStatus()).isEqualTo(StatusRise.Status.EXPIRED);
        assertThat(inbox.store(deleted(BOB, Deletion.EXPIRED), deleted(BOB, Deletion.CANCELLED), received(1, "a")))
                .isEmpty();
        assertThat(inbox.outcomes).hasSize(1);
    }

    @Test
    void endsNothingThatADeviceHas() {
        inbox.store(received(1, "a"));
        inbox.marks.put(key(BOB, 1), Mark.stored(0, 0, 0, 0, null, true));

        assertThat(inbox.store(deleted(BOB, Deletion.EXPIRED), deleted(BOB, Deletion.CANCELLED)))
                .isEmpty();
        assertThat(inbox.outcomes).isEmpty();
    }

    @Test
    void saysExpiredOnlyOfWhatNobodyWasKnownToHave() {
        inbox.store(sent(1, "a"), InboxBatchTest.rise(ALICE, StatusRise.Status.DELIVERED, 1));

        assertThat(inbox.store(InboxBatchTest.rise(ALICE, StatusRise.Status.EXPIRED, 1)))
                .isEmpty();

        inbox.store(sent(2, "b"), InboxBatchTest.rise(ALICE, StatusRise.Status.EXPIRED, 2));
        assertThat(inbox.store(InboxBatchTest.rise(ALICE, StatusRise.Status.DELIVERED, 2)))
                .isEmpty();
    }

    @Property(tries = 1000)
    void endsAlikeInBothInboxesWhateverTheOrder(@ForAll("changes") List<InboxRecord> changes, @ForAll long seed) {
        var one = new MemoryInbox();
        var other = new MemoryInbox();
        var shuffled = new ArrayList<>(changes);
        java.util.Collections.shuffle(shuffled, new java.util.Random(seed));

        one.store(received(1, "a"));
        one.store(changes);
        other.store(received(1, "a"));
        shuffled.forEach(other::store);

        assertThat(shown(other)).isEqualTo(shown(one));
    }

    /// As a device sees it: of a deleted message nothing.
    private static Object shown(MemoryInbox inbox) {
        var mark = inbox.marks.getOrDefault(key(BOB, 1), Mark.NONE);
        var reactions = mark.reactions().getReactionsList().stream()
                .map(reaction -> reaction.getBy() + reaction.getValue() + reaction.getRevision())
                .sorted()
                .toList();
        return mark.isDeleted() ? mark.deletion() : List.of(mark.revision(), mark.editHash(), reactions);
    }

    @Provide
    Arbitrary<List<InboxRecord>> changes() {
        var revision = Arbitraries.longs().between(1, 3);
        var text = Arbitraries.of("x", "y", "");
        return Arbitraries.oneOf(
                        net.jqwik.api.Combinators.combine(revision, text).as((r, t) -> edited(BOB, r, t)),
                        net.jqwik.api.Combinators.combine(revision, text).as((r, t) -> reacted(BOB, r, t)),
                        Arbitraries.of(Deletion.FOR_ME, Deletion.FOR_EVERYONE).map(kind -> deleted(BOB, kind)))
                .list()
                .ofMaxSize(6);
    }

    private static InboxRecord edited(long owner, long revision, String text) {
        return record(
                owner,
                changed().setEdit(MessageEdit.newBuilder().setRevision(revision).setText(text)));
    }

    private static InboxRecord reacted(long owner, long revision, String value) {
        return record(
                owner,
                changed()
                        .setReaction(MessageReaction.newBuilder()
                                .setBy(ALICE)
                                .setRevision(revision)
                                .setValue(value)));
    }

    private static InboxRecord deleted(long owner, Deletion kind) {
        return record(owner, changed().setDeletion(kind.getNumber()));
    }

    private static ChangedMessage.Builder changed() {
        return ChangedMessage.newBuilder()
                .setId(ALICE << 32 | 1)
                .setBy(ALICE)
                .setByAddress("alice")
                .setAt(7);
    }

    private static InboxRecord record(long owner, ChangedMessage.Builder changed) {
        return InboxRecord.newBuilder().setOwner(owner).setChanged(changed).build();
    }
}
