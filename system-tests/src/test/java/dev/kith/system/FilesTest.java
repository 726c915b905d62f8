package dev.kith.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.client.FileProgress;
import dev.kith.client.Kith;
import dev.kith.client.KithException;
import dev.kith.contracts.ErrorCode;
import dev.kith.local.testing.LocalStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
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
        var user = api.newUser(of);
        var kith = new Kith();
        kith.setServer(stack.gatewayUrl().toString());
        kith.setAccessToken(user.token(), user.refreshToken());
        return kith;
    }

    private Path file(int size) throws Exception {
        var bytes = new byte[size];
        new Random().nextBytes(bytes);
        return Files.write(folder.resolve("sent.bin"), bytes);
    }
}
