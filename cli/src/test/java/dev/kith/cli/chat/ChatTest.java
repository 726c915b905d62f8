package dev.kith.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.cli.ExitCode;
import dev.kith.cli.TestGateway;
import dev.kith.cli.screen.Screen;
import dev.kith.cli.session.Names;
import dev.kith.client.Kith;
import dev.kith.contracts.socket.ActivityFrom;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.EditedBody;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.Message;
import dev.kith.contracts.socket.MessageChange;
import dev.kith.contracts.socket.MessageStatus;
import dev.kith.contracts.socket.Reaction;
import dev.kith.contracts.socket.ServerFrame;
import dev.kith.contracts.socket.StatusChange;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatTest {
    private static final String ANNA = "+4915228817386";
    private static final String OWN = "+442079460123";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final Scripted face = new Scripted();
    private TestGateway gateway;
    private Kith kith;
    private Desk desk;
    private CompletableFuture<Integer> ended;

    @BeforeEach
    void open() throws IOException {
        gateway = new TestGateway();
        gateway.answer(
                "GET /v1/messages/summary",
                "{\"conversations\":[{\"peer\":\"" + ANNA + "\",\"unread\":2,\"lastMessage\":" + stored(50, "lunch?")
                        + "},{\"peer\":\"+48\",\"unread\":0,\"lastMessage\":" + stored(40, "bye") + "}]}");
        gateway.answer("GET /v1/messages", "{\"messages\":[" + stored(50, "lunch?") + "," + stored(49, "hello") + "]}");
        gateway.answer("PUT /v1/presence/watch", "{\"presence\":[],\"leaseSeconds\":120}");
        var names = Names.load(directory.resolve("names.json"));
        names.put(ANNA, "Anna");
        names.put("+442079460155", "Zoe");
        names.store();
    }

    @AfterEach
    void close() throws IOException {
        face.type("/quit");
        kith.close();
        desk.close();
        gateway.close();
    }

    @Test
    void listsConversationsAndOpensOneByItsNumber() {
        chat("");
        until(() -> face.shows("1  Anna") && face.shows("2 unread") && face.shows("2  +48"));

        face.type("1");
        until(() -> face.shows("Anna: lunch?"));

        assertThat(face.indexOf("Anna: hello")).isLessThan(face.indexOf("Anna: lunch?"));
        until(() -> gateway.frames.stream()
                .anyMatch(frame -> frame.getRead().getIdsList().containsAll(List.of(49L, 50L))));
    }

    @Test
    void sendsWhatIsTypedAndSaysHowFarItIs() {
        connected(ANNA);

        face.type("are you there?");
        var sent = sent("are you there?");
        assertThat(sent.getSend().getTo()).isEqualTo(ANNA);
        assertThat(sent.getSend().getReadReceipt()).isTrue();
        until(() -> face.shows("you: are you there?") && face.stands.endsWith("Anna · ✓"));
        long id = TestGateway.UID << 32 | sent.getSend().getId();
        gateway.push(status(id, MessageStatus.DELIVERED));
        until(() -> face.stands.endsWith("Anna · ✓✓"));
        gateway.push(status(id, MessageStatus.READ));

        until(() -> face.stands.endsWith("✓✓ read") && face.asides.contains("✓✓ read 'are you there?': read"));
    }

    @Test
    void showsWhatComesHereInFullAndWhatComesElsewhereInPassing() {
        connected(ANNA);

        gateway.push(message(60, ANNA, "look\u001b[2J at this"), message(61, "+48", "psst"));

        until(() -> face.shows("Anna: look[2J at this") && face.shows("· +48: psst"));
        until(() -> face.stands.contains("1 unread elsewhere"));
        until(() -> gateway.frames.stream()
                .anyMatch(frame -> frame.getRead().getIdsList().contains(60L)));
        assertThat(gateway.frames)
                .noneMatch(frame -> frame.getRead().getIdsList().contains(61L));
    }

    @Test
    void tellsAndShowsWhoTypes() {
        connected(ANNA);

        face.ears().isTyping();
        face.ears().isTyping();
        until(() -> gateway.frames.stream().anyMatch(ClientFrame::hasActivity));
        gateway.tell(ServerFrame.newBuilder()
                .setActivityFrom(ActivityFrom.newBuilder().setFrom(ANNA).setKind("typing")));

        until(() -> face.stands.contains("typing…"));
        assertThat(gateway.frames.stream().filter(ClientFrame::hasActivity)).hasSize(1);
        gateway.push(message(60, ANNA, "done"));
        until(() -> face.shows("Anna: done") && !face.stands.contains("typing…"));
    }

    @Test
    void keepsWhatIsWrittenWithoutAConnectionAndSendsItLater() {
        connected(ANNA);
        gateway.isUp = false;
        gateway.cut();
        until(() -> face.stands.contains("not connected"));

        face.type("from the tunnel");
        until(() -> face.shows("from the tunnel … waiting") && face.stands.contains("1 waiting"));
        assertThat(gateway.frames).noneMatch(ClientFrame::hasSend);
        gateway.isUp = true;
        kith.setNetworkAvailable(true);

        until(() -> face.shows("✓ 'from the tunnel' is sent") && !face.stands.contains("waiting"));
        assertThat(gateway.frames.stream().filter(ClientFrame::hasSend)).hasSize(1);
    }

    @Test
    void showsWhatWaitsAgainInTheNextProcessAndSendsItThere() throws Exception {
        connected(ANNA);
        gateway.isUp = false;
        gateway.cut();
        until(() -> face.stands.contains("not connected"));
        face.type("later, then");
        until(() -> face.shows("later, then … waiting"));
        face.type("/quit");
        assertThat(ended.get(20, java.util.concurrent.TimeUnit.SECONDS)).isEqualTo(ExitCode.OK);
        kith.close();
        desk.close();
        face.lines.clear();

        chat(ANNA);
        until(() -> face.shows("you: later, then …"));
        gateway.isUp = true;
        kith.setNetworkAvailable(true);

        until(() -> face.shows("✓ 'later, then' is sent"));
    }

    @Test
    void saysThatAMessageWasRefusedAndSendsItAgain() {
        connected(ANNA);
        gateway.sendRefusal = "unreachable";

        face.type("hello?");
        until(() -> face.shows("✗ 'hello?': not sent: nobody with this address"));
        gateway.sendRefusal = "";
        face.type("/retry");

        until(() -> face.stands.endsWith("Anna · ✓"));
    }

    @Test
    void showsChangesOfWhatIsBeforeTheEyes() {
        connected(ANNA);
        gateway.push(message(60, ANNA, "supper?"));
        until(() -> face.shows("Anna: supper?"));

        gateway.push(Entry.newBuilder()
                .setChange(MessageChange.newBuilder()
                        .setId(60)
                        .setAt(System.currentTimeMillis())
                        .setEdit(EditedBody.newBuilder().setText("dinner?"))));

        until(() -> face.shows("'supper?' says now: dinner?"));
    }

    @Test
    void namesTheGroupOfAMessageAndOpensItByThatName() {
        gateway.answer("GET /v1/groups/7/profile", "{\"group\":7,\"version\":1,\"fields\":{\"name\":\"Chess\"}}");
        connected(ANNA);

        gateway.push(Entry.newBuilder()
                .setMessage(Message.newBuilder()
                        .setId(60)
                        .setSender("+48")
                        .setGroup(7)
                        .setGroupSeq(1)
                        .setAcceptedAt(System.currentTimeMillis() + 60_000)
                        .setStatus(MessageStatus.RECEIVED_NEW)
                        .setText("your move")));
        until(() -> face.shows("· +48 in Chess: your move"));
        face.type("/open chess", "e4");

        until(() -> face.shows("— Chess —") && face.shows("you: e4"));
        assertThat(sent("e4").getSend().getGroup()).isEqualTo(7);
    }

    @Test
    void opensWhomOnlyTheBookKnowsAndANumberAsPeopleWriteIt() {
        chat("");
        until(() -> face.shows("1  Anna"));

        face.type("/open zo", "hi Zoe", "/open +44 (20) 7946-0166", "hi there");

        assertThat(sent("hi Zoe").getSend().getTo()).isEqualTo("+442079460155");
        assertThat(sent("hi there").getSend().getTo()).isEqualTo("+442079460166");
    }

    @Test
    void callsTheUserYouInReactions() {
        connected(ANNA);
        face.type("hi");
        long id = TestGateway.UID << 32 | sent("hi").getSend().getId();
        until(() -> face.shows("you: hi"));

        gateway.push(
                Entry.newBuilder()
                        .setChange(MessageChange.newBuilder()
                                .setId(id)
                                .setAt(System.currentTimeMillis())
                                .setReaction(Reaction.newBuilder().setBy(OWN).setValue("+"))),
                Entry.newBuilder()
                        .setChange(MessageChange.newBuilder()
                                .setId(id)
                                .setAt(System.currentTimeMillis())
                                .setReaction(Reaction.newBuilder().setBy(ANNA).setValue("!"))));

        until(() -> face.shows("you feel + about 'hi'") && face.shows("Anna feels ! about 'hi'"));
    }

    @Test
    void findsWordsInTheOpenConversation() {
        connected(ANNA);

        face.type("/search lunch");

        until(() -> face.shows("found, the newest last"));
        assertThat(gateway.requests).anyMatch(request -> request.startsWith("GET /v1/messages"));
    }

    @Test
    void saysWhatToDoWhereALineMeansNothing() {
        chat("");
        until(() -> face.shows("1  Anna"));

        face.type("hello", "/nonsense", "/open Kim", "/open", "/file x", "/save y", "/edit z", "/retry", "/help");

        until(() -> face.shows("Nobody is here to hear it")
                && face.shows("There is no /nonsense")
                && face.shows("There is no Kim in the list")
                && face.shows("Open which?")
                && face.shows("/file PATH sends a file")
                && face.shows("No file came here")
                && face.shows("/edit TEXT")
                && face.shows("Nothing was refused")
                && face.shows("/open WHICH"));
        assertThat(gateway.frames).noneMatch(ClientFrame::hasSend);
    }

    @Test
    void sendsAFileAndFetchesOneWithoutOverwriting() throws IOException {
        var file = Files.writeString(directory.resolve("a.txt"), "hello");
        gateway.answer("GET /v1/files", "{\"files\":[{\"id\":\"f1\"}]}");
        gateway.answer(
                "POST /v1/files/f1/reference",
                "{\"id\":\"f1\",\"url\":\"/v1/files/f1?ref=r\",\"name\":\"a.txt\",\"size\":5,\"type\":\"text/plain\","
                        + "\"thumbnail\":false}");
        gateway.answer("GET /v1/files/f1", "hello");
        connected(ANNA);

        face.type("/file " + file);
        var properties = sent("a.txt").getSend().getPropertiesMap();
        assertThat(properties).containsEntry("file-url", "/v1/files/f1?ref=r");
        gateway.push(fileMessage(60, ANNA, "a.txt", properties));
        until(() -> face.shows("you: (file) a.txt") && face.shows("Anna: (file) a.txt"));
        face.type("/save " + file, "/save " + directory.resolve("b.txt"));

        until(() -> face.shows("is there already") && face.shows("Saved as"));
        assertThat(directory.resolve("b.txt")).hasContent("hello");
    }

    @Test
    void endsWhenThisDeviceIsSignedOut() throws Exception {
        gateway.refuse("GET /v1/messages/summary", 401, "unauthenticated");
        gateway.refuse("POST /v1/tokens", 401, "refresh-reused");

        chat("");
        until(() -> face.shows("signed out"));
    }

    private void chat(String first) {
        desk = new Desk();
        kith = new Kith();
        kith.setServer(gateway.url());
        kith.setAccessToken(TestGateway.token(), "refresh");
        try {
            kith.setPath(directory.resolve("state"));
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
        kith.setHistoryOnDemand(true);
        var screen = new Screen(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), false, false);
        var chat = new Chat(
                kith,
                gateway.url(),
                desk,
                face,
                screen,
                new People(Names.load(directory.resolve("names.json")), OWN),
                Clock.system(ZoneOffset.UTC));
        ended = CompletableFuture.supplyAsync(() -> chat.run(first));
    }

    private void connected(String first) {
        chat(first);
        until(() -> face.shows("— Anna —") && face.shows("Anna: lunch?") && !face.stands.contains("connect"));
    }

    private ClientFrame sent(String text) {
        until(() -> gateway.frames.stream()
                .anyMatch(frame -> frame.hasSend() && frame.getSend().getText().equals(text)));
        return gateway.frames.stream()
                .filter(frame -> frame.hasSend() && frame.getSend().getText().equals(text))
                .findFirst()
                .orElseThrow();
    }

    private static Entry.Builder status(long id, MessageStatus status) {
        return Entry.newBuilder()
                .setStatus(StatusChange.newBuilder().setId(id).setStatus(status).setAt(System.currentTimeMillis()));
    }

    private static Entry.Builder message(long id, String sender, String text) {
        return Entry.newBuilder()
                .setMessage(Message.newBuilder()
                        .setId(id)
                        .setSender(sender)
                        .setRecipient(OWN)
                        .setAcceptedAt(System.currentTimeMillis() + 60_000)
                        .setStatus(MessageStatus.RECEIVED_NEW)
                        .setText(text));
    }

    private static Entry.Builder fileMessage(long id, String sender, String name, Map<String, String> properties) {
        var entry = message(id, sender, name);
        entry.getMessageBuilder().setType("file").putAllProperties(properties);
        return entry;
    }

    private static String stored(long id, String text) {
        return "{\"id\":\"" + id + "\",\"sender\":\"" + (id == 40 ? "+48" : ANNA) + "\",\"recipient\":\"" + OWN
                + "\",\"acceptedAt\":" + (1_700_000_000_000L + id) + ",\"status\":\"RECEIVED_NEW\",\"text\":\"" + text
                + "\"}";
    }

    private void until(Callable<Boolean> condition) {
        try {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(condition);
        } catch (ConditionTimeoutException never) {
            throw new AssertionError(String.join("\n", face.lines) + "\n" + face.stands, never);
        }
    }

    /// A user who types what a test says.
    private static final class Scripted implements Face {
        final List<String> lines = new CopyOnWriteArrayList<>();
        final List<String> asides = new CopyOnWriteArrayList<>();
        volatile String stands = "";
        private final BlockingQueue<String> keys = new LinkedBlockingQueue<>();
        private final CompletableFuture<Ears> ears = new CompletableFuture<>();

        void type(String... typed) {
            keys.addAll(List.of(typed));
        }

        Ears ears() {
            return ears.join();
        }

        boolean shows(String text) {
            return indexOf(text) >= 0;
        }

        int indexOf(String text) {
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).contains(text)) {
                    return i;
                }
            }
            return -1;
        }

        @Override
        public void line(String text) {
            lines.add(text);
        }

        @Override
        public void standing(String text) {
            stands = text;
        }

        @Override
        public void aside(String text) {
            asides.add(text);
        }

        @Override
        public void listen(Ears listener) {
            ears.complete(listener);
            try {
                while (listener.typed(keys.take())) {
                    // Typed.
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
