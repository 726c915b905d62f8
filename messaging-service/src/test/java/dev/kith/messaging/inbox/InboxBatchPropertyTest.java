package dev.kith.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contracts.event.InboxRecord;
import dev.kith.contracts.event.JoinedContact;
import dev.kith.contracts.event.StatusRise;
import dev.kith.contracts.socket.Entry;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever the log says, and however it is cut into batches.
class InboxBatchPropertyTest {

    @Property(tries = 2000)
    void givesTheSameHoweverTheLogIsCut(
            @ForAll("logs") List<InboxRecord> log,
            @ForAll List<@net.jqwik.api.constraints.IntRange(min = 1, max = 9) Integer> cuts) {
        var whole = new MemoryInbox();
        var cut = new MemoryInbox();

        whole.store(log);
        int from = 0;
        for (int size : cuts) {
            int to = Math.min(log.size(), from + size);
            cut.store(log.subList(from, to));
            from = to;
        }
        cut.store(log.subList(from, log.size()));

        assertThat(cut.rows).isEqualTo(whole.rows);
        assertThat(cut.heads).isEqualTo(whole.heads);
        assertThat(cut.early).isEqualTo(whole.early);
        assertThat(cut.told).isEqualTo(whole.told);
    }

    @Property(tries = 500)
    void numbersDenselyAndTellsEverySeq(@ForAll("logs") List<InboxRecord> log) {
        var inbox = new MemoryInbox();

        inbox.store(log);

        inbox.told.forEach((owner, entries) -> assertThat(entries)
                .extracting(Entry::getSeq)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, inbox.heads.get(owner))
                        .boxed()
                        .toList()));
    }

    @Property(tries = 500)
    void replayingTheWholeLogDoesNothingMoreThanTellConflictsAgain(@ForAll("logs") List<InboxRecord> log) {
        var inbox = new MemoryInbox();
        inbox.store(log);

        var again = inbox.store(log);

        assertThat(again.values().stream().flatMap(List::stream)).allMatch(Entry::hasStatus);
    }

    @Provide
    Arbitrary<List<InboxRecord>> logs() {
        var id = Arbitraries.integers().between(1, 4);
        var text = Arbitraries.of("a", "b");
        var owner = Arbitraries.of(1L, 2L);
        var status = Arbitraries.of(StatusRise.Status.DELIVERED, StatusRise.Status.READ);
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(4, Combinators.combine(id, text).as(InboxBatchTest::sent)),
                        net.jqwik.api.Tuple.of(4, Combinators.combine(id, text).as(InboxBatchTest::received)),
                        net.jqwik.api.Tuple.of(
                                4,
                                Combinators.combine(owner, status, id, id)
                                        .as((o, s, one, other) -> InboxBatchTest.rise(o, s, one, other))),
                        net.jqwik.api.Tuple.of(
                                1,
                                owner.map(o -> InboxRecord.newBuilder()
                                        .setOwner(o)
                                        .setJoined(JoinedContact.newBuilder().setJoiner(7))
                                        .build())))
                .list()
                .ofMaxSize(30);
    }
}
