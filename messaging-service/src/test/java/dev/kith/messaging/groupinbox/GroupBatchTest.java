package dev.kith.messaging.groupinbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contracts.event.ChangedMessage;
import dev.kith.contracts.event.GroupRecord;
import dev.kith.contracts.event.GroupRole;
import dev.kith.contracts.event.MessageEdit;
import dev.kith.contracts.event.MessageReaction;
import dev.kith.contracts.event.StoredMessage;
import dev.kith.contracts.socket.Deletion;
import dev.kith.messaging.groupinbox.GroupChange.Head;
import dev.kith.messaging.groupinbox.GroupChange.Inserted;
import dev.kith.messaging.groupinbox.GroupChange.Outgoing;
import dev.kith.messaging.groupinbox.GroupNow.Membership;
import dev.kith.messaging.groupinbox.GroupNow.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupBatchTest {
    private static final long GROUP = 7;
    private static final String APP = "app";
    private static final long ALICE = 1;
    private static final long BOB = 2;
    private static final long ADMIN = 3;
    private static final long STRANGER = 4;
    private static final long HELLO = ALICE << 32 | 1;

    private final GroupNow now = new GroupNow(
            new HashMap<>(Map.of(GROUP, new Standing(APP, 5, 3, GroupRole.MEMBER_VALUE, GroupRole.MEMBER_VALUE))),
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>(Map.of(
                    new Membership(GROUP, ALICE), GroupRole.MEMBER_VALUE,
                    new Membership(GROUP, BOB), GroupRole.MEMBER_VALUE,
                    new Membership(GROUP, ADMIN), GroupRole.ADMIN_VALUE)),
            new HashMap<>());

    @Test
    void numbersWhatMakesADifferenceAndNothingElse() {
        var change = GroupBatch.change(
                now,
                List.of(
                        message(),
                        edit(ALICE, 2, "two"),
                        edit(ALICE, 1, "one"),
                        edit(BOB, 9, "forged"),
                        edit(STRANGER, 9, "forged"),
                        reaction(BOB, 1),
                        reaction(STRANGER, 1),
                        delete(BOB),
                        delete(ADMIN),
                        reaction(BOB, 2)));

        assertThat(numbers(change.outgoing())).containsExactly(1L, 2L, 3L);
        assertThat(change.heads()).containsEntry(GROUP, new Head(1, 3));
        assertThat(change.marks().get(new GroupKey(GROUP, HELLO)).mark().isDeleted())
                .isTrue();
    }

    @Test
    void bringsWhatStandsAgainUnderItsNumberOfThen() {
        var records = List.of(message(), edit(ALICE, 1, "one"), reaction(BOB, 1), reaction(ADMIN, 1), reaction(BOB, 2));
        var first = keep(GroupBatch.change(now, records));

        var second = GroupBatch.change(now, records);

        assertThat(numbers(first.outgoing())).containsExactly(1L, 2L, 3L, 4L);
        // What Bob felt first stands no more, and who was not told of it is told of the second.
        assertThat(numbers(second.outgoing())).containsExactly(1L, 3L, 4L);
        assertThat(second.heads()).isEmpty();
        assertThat(second.marks()).isEmpty();
    }

    @Test
    void givesTheSameNumbersHoweverTheRecordsAreCut() {
        var records = List.of(
                message(),
                reaction(BOB, 1),
                edit(ALICE, 3, "c"),
                reaction(ADMIN, 1),
                edit(ALICE, 2, "b"),
                delete(ALICE));
        var whole = GroupBatch.change(now, records);

        var cut = new ArrayList<Outgoing>();
        records.forEach(record ->
                cut.addAll(keep(GroupBatch.change(now, List.of(record))).outgoing()));

        assertThat(cut).isEqualTo(whole.outgoing());
        assertThat(now.heads()).isEqualTo(whole.heads());
    }

    @Test
    void deletesForEverybodyAlsoForWhoBlocksTheAuthor() {
        var change = GroupBatch.change(now, List.of(message(), edit(ALICE, 1, "one"), delete(ALICE)));

        assertThat(change.outgoing()).extracting(Outgoing::by).containsExactly(ALICE, ALICE, Outgoing.NOBODY);
        assertThat(change.outgoing()).extracting(Outgoing::version).containsOnly(5L);
    }

    /// As if it were stored.
    private GroupChange keep(GroupChange change) {
        now.heads().putAll(change.heads());
        now.marks().putAll(change.marks());
        change.inserted().forEach((GroupKey key, Inserted one) -> now.rows().put(key, one.row()));
        return change;
    }

    private static List<Long> numbers(List<Outgoing> outgoing) {
        return outgoing.stream()
                .filter(one -> one.what().hasChanged())
                .map(one -> one.what().getChanged().getChange())
                .toList();
    }

    private static GroupRecord message() {
        return record().setMessage(StoredMessage.newBuilder()
                        .setId(HELLO)
                        .setSender(ALICE)
                        .setGroup(GROUP)
                        .setText("hello"))
                .build();
    }

    private static GroupRecord edit(long by, long revision, String text) {
        return record().setChanged(changed(by)
                        .setEdit(MessageEdit.newBuilder().setRevision(revision).setText(text)))
                .build();
    }

    private static GroupRecord reaction(long by, long revision) {
        return record().setChanged(changed(by)
                        .setReaction(MessageReaction.newBuilder()
                                .setBy(by)
                                .setValue("+")
                                .setRevision(revision)))
                .build();
    }

    private static GroupRecord delete(long by) {
        return record().setChanged(changed(by).setDeletion(Deletion.FOR_EVERYONE_VALUE))
                .build();
    }

    private static ChangedMessage.Builder changed(long by) {
        return ChangedMessage.newBuilder().setId(HELLO).setBy(by);
    }

    private static GroupRecord.Builder record() {
        return GroupRecord.newBuilder().setGroup(GROUP).setApp(APP);
    }
}
