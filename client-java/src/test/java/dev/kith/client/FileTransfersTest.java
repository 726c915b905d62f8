package dev.kith.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contracts.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transfers of the app's own, which belong to no message. */
class FileTransfersTest extends KithTestCase {
    private static final String UPLOAD = "/v1/uploads/7c1f3f0e-8d59-4b8f-9e55-0d1f4d0c7a11";
    private static final String URL = "/v1/files/7c1f3f0e-8d59-4b8f-9e55-0d1f4d0c7a11";
    private static final String ANOTHER = "/v1/files/7c1f3f0e-8d59-4b8f-9e55-0d1f4d0c7a12";

    @TempDir
    Path directory;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final AtomicInteger answered = new AtomicInteger();
    private Path place;

    @BeforeEach
    void aFileAtTheServer() {
        place = directory.resolve("got.txt");
        server.route("GET " + URL, this::give);
        server.route("GET " + ANOTHER, this::give);
    }

    @Test
    void fetchesAFileOnceForAllWhoWantItInOnePlace() throws Exception {
        var one = kith.files().download(URL, place, FileProgress.IGNORED);
        asked.await(20, TimeUnit.SECONDS);
        var done = new AtomicInteger();
        var two = kith.files()
                .download(URL, directory.resolve(".").resolve("got.txt"), (now, total) -> done.set((int) now));
        mayAnswer.countDown();

        assertThat(one.get(20, TimeUnit.SECONDS)).hasContent("bytes");
        two.get(20, TimeUnit.SECONDS);
        assertThat(answered).hasValue(1);
        assertThat(done).hasValue(5);
    }

    @Test
    void fetchesNoOtherFileToThePlaceOfARunningOne() throws Exception {
        var one = kith.files().download(URL, place, FileProgress.IGNORED);
        asked.await(20, TimeUnit.SECONDS);

        var another = failure(kith.files().download(ANOTHER, place, FileProgress.IGNORED));
        mayAnswer.countDown();

        assertThat(another.code()).isEqualTo(ErrorCode.INVALID_VALUE);
        assertThat(one.get(20, TimeUnit.SECONDS)).hasContent("bytes");
        assertThat(kith.files().download(ANOTHER, place, FileProgress.IGNORED).get(20, TimeUnit.SECONDS))
                .hasContent("bytes");
    }

    @Test
    void goesOnWhileOneOfThoseWhoWantedItStillDoes() throws Exception {
        var one = kith.files().download(URL, place, FileProgress.IGNORED);
        asked.await(20, TimeUnit.SECONDS);
        var two = kith.files().download(URL, place, FileProgress.IGNORED);

        one.cancel(true);
        mayAnswer.countDown();

        assertThat(two.get(20, TimeUnit.SECONDS)).hasContent("bytes");
    }

    @Test
    void showsARunningTransferToWhoDidNotBeginIt() throws Exception {
        var one = kith.files().download(URL, place, FileProgress.IGNORED);
        asked.await(20, TimeUnit.SECONDS);
        var shown = kith.files().running(place).orElseThrow();

        shown.stop();

        assertThat(shown.url()).hasValue(URL);
        assertThat(one).isCancelled();
        assertThat(kith.files().running(place)).isEmpty();
        mayAnswer.countDown();
        assertThat(kith.files().download(URL, place, FileProgress.IGNORED).get(20, TimeUnit.SECONDS))
                .hasContent("bytes");
        assertThat(kith.files().running(place)).isEmpty();
    }

    @Test
    void goesOnAsNoOtherUser() throws Exception {
        var file = Files.writeString(directory.resolve("plan.txt"), "the plan");
        server.route("GET /v1/files", request -> {
            give(request);
            return ScriptedServer.json("{\"files\":[]}");
        });
        server.route("POST /v1/uploads", request -> {
            answered.addAndGet(100);
            return new MockResponse().setResponseCode(201).setHeader("Location", UPLOAD);
        });
        var sent = kith.files().upload(file, FileProgress.IGNORED);
        asked.await(20, TimeUnit.SECONDS);

        kith.setAccessToken(ScriptedServer.token(900, 8));
        mayAnswer.countDown();

        assertThat(failure(sent).code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(answered).hasValue(1);
    }

    @Test
    void beginsAsNoOtherUserWhatWaitedForItsTurn() throws Exception {
        var file = Files.writeString(directory.resolve("plan.txt"), "the plan");
        for (int i = 0; i < 3; i++) {
            var unused = kith.files().download(URL, directory.resolve("got" + i), FileProgress.IGNORED);
        }
        asked.await(20, TimeUnit.SECONDS);
        var asks = new AtomicInteger();
        server.route("GET /v1/files", request -> {
            asks.incrementAndGet();
            return ScriptedServer.json("{\"files\":[]}");
        });
        var sent = kith.files().upload(file, FileProgress.IGNORED);

        kith.setAccessToken(ScriptedServer.token(900, 8));
        mayAnswer.countDown();

        assertThat(failure(sent).code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(asks).hasValue(0);
    }

    @Test
    void goesOnWithNewTokensOfTheSameUser() throws Exception {
        server.route("GET " + URL, request -> {
            var answer = give(request);
            return answered.get() == 1 ? ScriptedServer.problem(401, "token-expired") : answer;
        });
        var one = kith.files().download(URL, place, FileProgress.IGNORED);
        asked.await(20, TimeUnit.SECONDS);
        kith.setAccessToken(ScriptedServer.token(900));
        mayAnswer.countDown();

        assertThat(one.get(20, TimeUnit.SECONDS)).hasContent("bytes");
        assertThat(answered).hasValue(2);
    }

    private MockResponse give(RecordedRequest request) {
        asked.countDown();
        waitFor(mayAnswer);
        answered.incrementAndGet();
        return new MockResponse().setBody("bytes");
    }

    private static KithException failure(CompletableFuture<?> future) throws Exception {
        return KithException.from(future.handle((value, failure) -> failure).get(20, TimeUnit.SECONDS));
    }
}
