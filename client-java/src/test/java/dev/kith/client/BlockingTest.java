package dev.kith.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kith.client.blocking.BlockingCalls;
import dev.kith.client.blocking.BlockingContacts;
import dev.kith.client.blocking.BlockingFiles;
import dev.kith.client.blocking.BlockingGroups;
import dev.kith.client.blocking.BlockingHistory;
import dev.kith.client.blocking.BlockingKith;
import dev.kith.client.blocking.BlockingMessages;
import dev.kith.client.blocking.BlockingPictures;
import dev.kith.client.blocking.BlockingReadSession;
import dev.kith.client.blocking.BlockingRegistry;
import dev.kith.client.blocking.BlockingRequests;
import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.socket.Accepted;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.ServerFrame;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BlockingTest extends KithTestCase {
    private static final Map<Class<?>, Class<?>> VIEWS = Map.ofEntries(
            Map.entry(Pictures.class, BlockingPictures.class),
            Map.entry(Kith.class, BlockingKith.class),
            Map.entry(Messages.class, BlockingMessages.class),
            Map.entry(ReadSession.class, BlockingReadSession.class),
            Map.entry(History.class, BlockingHistory.class),
            Map.entry(ContactSynchronizer.class, BlockingContacts.class),
            Map.entry(Groups.class, BlockingGroups.class),
            Map.entry(FileTransfers.class, BlockingFiles.class),
            Map.entry(MessageRequests.class, BlockingRequests.class),
            Map.entry(Registry.class, BlockingRegistry.class),
            Map.entry(Calls.class, BlockingCalls.class));
    private static final Map<Type, Type> PLAIN = Map.of(
            Void.class, void.class, Boolean.class, boolean.class, Integer.class, int.class, Long.class, long.class);

    @Test
    void answersWhatTheFutureWouldHave() throws Exception {
        var connection = online(0);
        var sent = new AtomicReference<SentMessage>();
        var waiting = new Thread(() -> sent.set(kith.blocking().sendMessage(MessageParams.to("bob"), "Hello")));
        waiting.start();

        var send = connection.frame(ClientFrame.FrameCase.SEND);
        assertThat(waiting.isAlive()).isTrue();
        connection.send(ServerFrame.newBuilder()
                .setRef(send.getRef())
                .setAccepted(Accepted.newBuilder()
                        .setMessageId(7L << 32 | send.getSend().getId())));

        waiting.join(20_000);
        assertThat(sent.get().id()).isEqualTo(7L << 32 | send.getSend().getId());
    }

    @Test
    void throwsARefusalAsItIs() {
        server.route("GET /v1/messages/summary", request -> ScriptedServer.problem(403, "forbidden"));

        assertThatExceptionOfType(KithException.class)
                .isThrownBy(() -> kith.blocking().history().summary())
                .satisfies(why -> assertThat(why.code()).isEqualTo(ErrorCode.FORBIDDEN))
                .satisfies(why -> assertThat(why.isAnswer()).isTrue());
    }

    @Test
    void waitsNoLongerThanItsPatienceAndWhatWasAskedGoesOn() throws Exception {
        assertThatExceptionOfType(KithException.class)
                .isThrownBy(() ->
                        kith.blocking(Duration.ofMillis(50)).sendMessage(MessageParams.to("bob"), "from underground"))
                .satisfies(why -> assertThat(why.isAnswer()).isFalse());

        var connection = online(0);

        assertThat(connection.frame(ClientFrame.FrameCase.SEND).getSend().getText())
                .isEqualTo("from underground");
    }

    @Test
    void needsSomePatience() {
        assertThatIllegalArgumentException().isThrownBy(() -> kith.blocking(Duration.ZERO));
    }

    @Test
    void endsWhenItsThreadIsInterruptedWhichStaysSo() throws Exception {
        var waiting = new Interrupted(() -> kith.blocking().start());

        waiting.interrupt();

        assertThat(waiting.failure.get(20, TimeUnit.SECONDS).isAnswer()).isFalse();
        assertThat(waiting.stillInterrupted).isTrue();
    }

    @Test
    void stopsAFileWhoseThreadIsInterrupted() throws Exception {
        var begun = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        kith.files().setHandler(new FileTransferHandler() {
            @Override
            public RemoteFile upload(Path file, FileProgress progress) throws InterruptedException {
                begun.countDown();
                try {
                    Thread.sleep(Long.MAX_VALUE);
                    throw new IllegalStateException("never");
                } finally {
                    stopped.countDown();
                }
            }

            @Override
            public void download(String url, Path to, FileProgress progress) {}
        });
        var waiting = new Interrupted(
                () -> kith.blocking(Duration.ofMillis(1)).files().upload(Path.of("a"), FileProgress.IGNORED));
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

        waiting.interrupt();

        assertThat(waiting.failure.get(20, TimeUnit.SECONDS).isAnswer()).isFalse();
        assertThat(stopped.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void hasAllThatAnswersWithAFuture() {
        VIEWS.forEach((whole, view) -> {
            for (var method : whole.getMethods()) {
                if (method.getReturnType() == CompletableFuture.class) {
                    assertThat(Arrays.stream(view.getMethods()).filter(one -> mirrors(one, method)))
                            .as(method.toString())
                            .hasSize(1);
                }
            }
        });
    }

    @Test
    void leadsToAllThatTheWholeLeadsTo() {
        for (var method : Kith.class.getMethods()) {
            var view = VIEWS.get(method.getReturnType());
            if (view != null) {
                assertThat(Arrays.stream(BlockingKith.class.getMethods())
                                .filter(one -> one.getName().equals(method.getName())))
                        .as(method.toString())
                        .extracting(one -> (Object) one.getReturnType())
                        .containsExactly(view);
            }
        }
    }

    private static boolean mirrors(Method view, Method whole) {
        var answer = ((ParameterizedType) whole.getGenericReturnType()).getActualTypeArguments()[0];
        return view.getName().equals(whole.getName())
                && Arrays.equals(view.getGenericParameterTypes(), whole.getGenericParameterTypes())
                && view.getGenericReturnType().equals(PLAIN.getOrDefault(answer, answer));
    }

    /** A thread that waits for what never comes. */
    private static final class Interrupted {
        private final CompletableFuture<KithException> failure = new CompletableFuture<>();
        private volatile boolean stillInterrupted;
        private final Thread thread;

        Interrupted(Runnable waiting) {
            thread = new Thread(() -> {
                try {
                    waiting.run();
                    failure.completeExceptionally(new AssertionError("it came"));
                } catch (KithException noAnswer) {
                    stillInterrupted = Thread.currentThread().isInterrupted();
                    failure.complete(noAnswer);
                }
            });
            thread.start();
        }

        void interrupt() {
            thread.interrupt();
        }
    }
}
