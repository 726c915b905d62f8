package dev.kith.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kith.client.FileProgress;
import dev.kith.client.FileTransfer;
import dev.kith.client.Kith;
import dev.kith.client.KithException;
import dev.kith.client.KithListener;
import dev.kith.client.Message;
import dev.kith.client.MessageParams;
import dev.kith.contracts.ErrorCode;
import dev.kith.local.testing.LocalStack;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A file goes from one app to another through the SDK and the gateway.
@ExtendWith(RunningKith.class)
class FilesTest {
    @TempDir
    Path folder;

    private Api api;
    private Api.App app;
    private LocalStack stack;

    @BeforeEach
    void anApp(LocalStack running) {
        stack = running;
        api = new Api(running);
        app = api.newApp();
    }

    @Test
    void reachesWhoWasSentItsUrl() throws Exception {
        var sent = file(3_000_000);
        var moved = Collections.synchronizedList(new ArrayList<Long>());

        var remote = client(app)
                .files()
                .upload(sent, (done, total) -> moved.add(done))
                .join();
        var got = client(app)
                .files()
                .download(remote.url(), folder.resolve("got"), FileProgress.IGNORED)
                .join();

        assertThat(Files.readAllBytes(got)).isEqualTo(Files.readAllBytes(sent));
        assertThat(remote.name()).isEqualTo("sent.bin");
        assertThat(remote.size()).isEqualTo(3_000_000);
        assertThat(moved).isSorted().endsWith(3_000_000L).hasSizeGreaterThan(10);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void isBroughtOnce() throws Exception {
        var kith = client(app);
        var sent = file(500_000);
        var first = kith.files().upload(sent, FileProgress.IGNORED).join();
        var steps = new ArrayList<Long>();

        var second = kith.files().upload(sent, (done, total) -> steps.add(done)).join();

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(steps).containsExactly(500_000L);
    }

    @Test
    void isGoneOnWithWhereADownloadStopped() throws Exception {
        var sent = file(1_000_000);
        var remote = client(app).files().upload(sent, FileProgress.IGNORED).join();
        Files.write(
                folder.resolve("got." + Integer.toHexString(remote.url().hashCode()) + ".part"),
                Arrays.copyOf(Files.readAllBytes(sent), 700_000));
        var steps = new ArrayList<Long>();

        var got = client(app)
                .files()
                .download(remote.url(), folder.resolve("got"), (done, total) -> steps.add(done))
                .join();

        assertThat(Files.readAllBytes(got)).isEqualTo(Files.readAllBytes(sent));
        assertThat(steps.getFirst()).isGreaterThan(700_000);
    }

    @Test
    void isNothingToOthers() throws Exception {
        var remote =
                client(app).files().upload(file(1_000), FileProgress.IGNORED).join();

        assertRefused(client(app), remote.url().replaceFirst("ref=.", "ref="), ErrorCode.NOT_FOUND);
        assertRefused(client(api.newApp()), remote.url(), ErrorCode.NOT_FOUND);
        assertRefused(client(app), "http://elsewhere.example/v1/files/a", ErrorCode.INVALID_VALUE);
    }

    @Test
    void comesWithAMessage() throws Exception {
        var sent = file(300_000);
        var alice = api.newUser(app);
        var bob = api.newUser(app);
        var arrived = new CompletableFuture<Message>();
        try (var from = client(alice);
                var to = client(bob)) {
            to.addListener(onMessage(arrived));
            to.start().get(60, TimeUnit.SECONDS);
            from.start().get(60, TimeUnit.SECONDS);

            from.sendFile(MessageParams.to(bob.address()), sent).get(60, TimeUnit.SECONDS);
            var file = arrived.get(60, TimeUnit.SECONDS).file().orElseThrow();
            to.files()
                    .download(file.url(), folder.resolve("got"), FileProgress.IGNORED)
                    .get(60, TimeUnit.SECONDS);

            assertThat(Files.readAllBytes(folder.resolve("got"))).isEqualTo(Files.readAllBytes(sent));
            assertThat(file.name()).isEqualTo("sent.bin");
            assertThat(file.size()).isEqualTo(300_000);
        }
    }

    @Test
    @Tag("slow")
    void isGoneOnWithByTheNextProcessThatSendsItsMessageOnce() throws Exception {
        var sent = large(200_000_000);
        var alice = api.newUser(app);
        var bob = api.newUser(app);
        var started = new CompletableFuture<FileTransfer>();
        var goneOn = new CompletableFuture<FileTransfer>();
        var arrived = new CopyOnWriteArrayList<Message>();
        try (var to = client(bob)) {
            to.addListener(new KithListener() {
                @Override
                public void onMessage(Message message) {
                    arrived.add(message);
                }
            });
            to.start().get(60, TimeUnit.SECONDS);
            try (var first = keeping(alice, news -> {
                if (news.done() > 20_000_000) {
                    started.complete(news);
                }
            })) {
                first.start().get(60, TimeUnit.SECONDS);
                first.sendFile(MessageParams.to(bob.address()), sent);
                started.get(60, TimeUnit.SECONDS);
            }

            try (var second = keeping(alice, goneOn::complete)) {
                second.start().get(60, TimeUnit.SECONDS);
                await().atMost(Duration.ofMinutes(2)).until(() -> !arrived.isEmpty());
            }
            try (var third = keeping(alice, news -> {})) {
                third.start().get(60, TimeUnit.SECONDS);
                third.sendMessage(MessageParams.to(bob.address()), "the end").get(60, TimeUnit.SECONDS);
                await().atMost(Duration.ofSeconds(60)).until(() -> arrived.size() > 1);
            }

            assertThat(arrived).extracting(Message::text).containsExactly("large.bin", "the end");
            assertThat(arrived.getFirst().file().orElseThrow().size()).isEqualTo(200_000_000);
            // It did not begin anew: the first news are of more than one piece.
            assertThat(goneOn.get(1, TimeUnit.SECONDS).done()).isGreaterThan(64 << 10);
        }
    }

    private static KithListener onMessage(CompletableFuture<Message> first) {
        return new KithListener() {
            @Override
            public void onMessage(Message message) {
                first.complete(message);
            }
        };
    }

    /// One that keeps in a folder what it has to do.
    private Kith keeping(Api.User user, Consumer<FileTransfer> heard) throws Exception {
        var kith = client(user);
        kith.setPath(folder.resolve("alice"));
        kith.addListener(new KithListener() {
            @Override
            public void onFile(FileTransfer transfer) {
                if (transfer.state() == FileTransfer.State.MOVING) {
                    heard.accept(transfer);
                }
            }
        });
        return kith;
    }

    private void assertRefused(Kith kith, String url, ErrorCode code) {
        assertThatThrownBy(() -> kith.files()
                        .download(url, folder.resolve("stolen"), FileProgress.IGNORED)
                        .join())
                .isInstanceOf(CompletionException.class)
                .satisfies(failure ->
                        assertThat(KithException.from(failure).code()).isEqualTo(code));
        assertThat(folder.resolve("stolen")).doesNotExist();
    }

    private Kith client(Api.App of) throws Exception {
        return client(api.newUser(of));
    }

    private Kith client(Api.User user) {
        var kith = new Kith();
        kith.setServer(stack.gatewayUrl().toString());
        kith.setAccessToken(user.token(), user.refreshToken());
        return kith;
    }

    /// A file of nothing but zeros.
    private Path large(long size) throws Exception {
        var file = folder.resolve("large.bin");
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength(size);
        }
        return file;
    }

    private Path file(int size) throws Exception {
        var bytes = new byte[size];
        new Random().nextBytes(bytes);
        return Files.write(folder.resolve("sent.bin"), bytes);
    }
}
