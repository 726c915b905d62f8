package dev.kith.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.messaging.testing.Mailbox;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SocketTest
class HistoryReaderTest {
    private static final long NOW = 1_800_000_000_000L;

    private final HistoryReader history;
    private final SummaryReader summary;
    private final WordIndex words;
    private final TestUser alice = TestUser.joined();
    private final Mailbox inbox = new Mailbox(alice);

    HistoryReaderTest(HistoryReader history, SummaryReader summary, WordIndex words) {
        this.history = history;
        this.summary = summary;
        this.words = words;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void neitherRepeatsNorSkipsWhileMessagesComeIn(long seed) {
        inbox.receive(5, 40, NOW, "hello");
        index();
        var all = ids("select id from message where owner = ? and body is not null order by accepted_at desc, id desc");
        var ofOne = ids("select id from message where owner = ? and peer = 1000003 order by accepted_at desc, id desc");

        assertThat(pages(new Random(seed), (before, limit) -> history.all(alice.uid(), before, limit)))
                .containsExactlyElementsOf(all);
        assertThat(earlier(pages(new Random(seed), this::withOne))).containsExactlyElementsOf(ofOne);
        assertThat(earlier(pages(new Random(seed), this::withHello))).containsExactlyElementsOf(all);
    }

    private Future<InboxReader.Page> withOne(HistoryPlace before, int limit) {
        return history.withPeer(alice.uid(), 1_000_003, before, limit);
    }

    private Future<InboxReader.Page> withHello(HistoryPlace before, int limit) {
        return history.found(alice.uid(), new HistoryReader.Words("simple", "hello", 0), before, limit);
    }

    /// Without those that came in while the question before was asked.
    private List<Long> earlier(List<Long> ids) {
        var first = Set.copyOf(ids("select id from message where owner = ? and body like 'hello%'"));
        assertThat(ids).doesNotHaveDuplicates();
        return ids.stream().filter(first::contains).toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void sumsUpEachConversationOnceWhileMessagesComeIn(long seed) {
        inbox.receive(60, 3, NOW, "hello");
        var random = new Random(seed);

        var peers = new ArrayList<Long>();
        var asOf = HistoryPlace.END;
        var before = HistoryPlace.END;
        List<SummaryReader.Line> page;
        do {
            page = get(summary.read(alice.uid(), asOf, before, 1 + random.nextInt(20)));
            if (!page.isEmpty()) {
                asOf = peers.isEmpty() ? page.getFirst().place() : asOf;
                before = page.getLast().place();
                page.forEach(line -> peers.add(line.place().id() >>> Integer.SIZE));
            }
            // Both those that were told and those that are still to be told get a message.
            inbox.receive(60, 1, NOW + 1_000L * peers.size() + 1_000, "later");
        } while (!page.isEmpty());

        assertThat(peers)
                .containsExactlyElementsOf(
                        LongStream.range(1_000_000, 1_000_060).boxed().toList());
    }

    @Test
    void findsWhatWasStoredBeforeTheSearchAndForgetsWhatIsGone() {
        inbox.receive(2, 2, NOW, "green apples");
        index();
        assertThat(find("apples")).hasSize(4);
        assertThat(find("green apples -pears")).hasSize(4);
        assertThat(find("pears")).isEmpty();

        inbox.receive(1, 1, NOW + 5_000, "a pear and apples");
        index();
        assertThat(find("apples")).hasSize(5);

        TestUser.execute(
                "update message set body = null, data = null where owner = ? and body like 'a pear%'", alice.uid());
        assertThat(find("apples")).hasSize(4);
        assertThat(wordRows()).isEqualTo(4);
        TestUser.execute("delete from message where owner = ?", alice.uid());
        assertThat(wordRows()).isZero();
    }

    @Test
    void readsAnInboxOfManyMessagesPieceByPiece() {
        inbox.receive(10, 2 * WordIndex.PIECE / 10 + 1, NOW, "hello");

        var findable = index();

        assertThat(findable.whole()).isTrue();
        assertThat(wordRows()).isEqualTo(2L * WordIndex.PIECE + 10);
    }

    @Test
    void asksIndexesOnlyHoweverMuchThereIs() {
        inbox.receive(10_000, 3, NOW, "hello");
        inbox.receive(1, 30, NOW + 50_000, "needle");
        new Mailbox(TestUser.joined()).receive(100, 300, NOW, "needle");
        TestUser.execute(
                "insert into conversation select ?, n, 1 from generate_series(1, 200000) n",
                TestUser.joined().uid());
        TestUser.execute(
                "insert into inbox_ack select n, ? from generate_series(900000000, 900020000) n on conflict do nothing",
                1);
        Mailbox.inGroup("app_plan", 900_000_001, 5_000, "hello");
        assertThat(index().whole()).isFalse();
        assertThat(index().whole()).isTrue();

        var summed = Mailbox.plan(SummaryReader.READ, alice.uid(), NOW + 90_000, 0, NOW + 90_000, 0, 50);
        var found = Mailbox.plan(HistoryReader.FOUND, 20, alice.uid(), NOW + 90_000, 0, "simple", "needle", 0);
        var all = Mailbox.plan(HistoryReader.ALL, 20, alice.uid(), NOW + 90_000, 0);
        var ofPeer = Mailbox.plan(HistoryReader.WITH_PEER, 20, alice.uid(), NOW + 90_000, 0, 1_000_000);

        assertThat(List.of(summed, found, all, ofPeer))
                .allSatisfy(plan -> assertThat(plan.readsOfWholeTables())
                        .as(plan.toString())
                        .isEmpty());
        assertThat(summed.toString()).contains("message_peer", "message_unread", "conversation_pkey");
        assertThat(found.toString()).contains("message_words_found", "message_pkey");
        assertThat(all.toString()).contains("message_time");
        assertThat(ofPeer.toString()).contains("message_peer");
        assertThat(find("needle")).hasSize(20);
    }

    private WordIndex.Findable index() {
        return get(words.upToDate(alice.uid(), alice.app()));
    }

    private List<InboxView> find(String sought) {
        return get(history.found(alice.uid(), new HistoryReader.Words("simple", sought, 0), HistoryPlace.END, 20))
                .views();
    }

    /// The ids of all pages, with newer messages coming in between them.
    private List<Long> pages(Random random, BiFunction<HistoryPlace, Integer, Future<InboxReader.Page>> read) {
        var ids = new ArrayList<Long>();
        var before = HistoryPlace.END;
        InboxReader.Page page;
        do {
            page = get(read.apply(before, 1 + random.nextInt(30)));
            page.views().forEach(view -> ids.add(view.place().id()));
            before = page.views().getLast().place();
            inbox.receive(
                    5,
                    1,
                    TestUser.number("select max(accepted_at) from message where owner = ?", alice.uid()) + 5_000,
                    "later");
            index();
        } while (page.more());
        return ids;
    }

    private List<Long> ids(String question) {
        return TestUser.numbers(question, alice.uid());
    }

    private long wordRows() {
        return TestUser.number("select count(*) from message_words where owner = ?", alice.uid());
    }

    private static <T> T get(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
