package dev.kith.client;

import static dev.kith.client.ScriptedServer.json;
import static dev.kith.client.ScriptedServer.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.socket.Accepted;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.ClientFrame.FrameCase;
import dev.kith.contracts.socket.ServerFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendingFilesTest extends KithTestCase {
    private static final MessageParams TO_BOB = MessageParams.to("+447700900123");
    private static final byte[] BYTES = "what is in the file".getBytes(StandardCharsets.US_ASCII);
    private static final String UPLOAD = "/v1/uploads/7c1f3f0e-8d59-4b8f-9e55-0d1f4d0c7a11";
    private static final String URL = "/v1/files/7c1f3f0e-8d59-4b8f-9e55-0d1f4d0c7a11?ref=abc";
    private static final int TAKEN_BEFORE_A_BREAK = 5;

    @TempDir
    Path directory;

    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final AtomicInteger begun = new AtomicInteger();
    private final List<FileTransfer> news = new CopyOnWriteArrayList<>();
    private volatile boolean breaks;
    private Path file;

    @BeforeEach
    void aFile() throws IOException {
        file = Files.write(directory.resolve("plan.txt"), BYTES);
        server.route("GET /v1/files", request -> json("{\"files\":[]}"));
        server.route("POST /v1/uploads", request -> {
            begun.incrementAndGet();
            return new MockResponse().setResponseCode(201).setHeader("Location", UPLOAD);
        });
        server.route("HEAD " + UPLOAD, request -> new MockResponse().setHeader("Upload-Offset", taken.size()));
        server.route("PATCH " + UPLOAD, this::take);
        server.route(
                "POST " + URL.replace("?ref=abc", "/reference"),
                request -> json("{\"url\":\"" + URL
                        + "\",\"name\":\"plan.txt\",\"size\":19,\"type\":\"text/plain\",\"thumbnail\":false}"));
        client();
    }

    @Test
    void sendsAMessageThatRefersToTheFile() throws Exception {
        var connection = online(0);

        var sent = kith.sendFile(TO_BOB.withProperty("order", "7"), file);
        var frame = connection.frame(FrameCase.SEND);
        accept(connection, frame);

        var message = frame.getSend();
        assertThat(taken.toByteArray()).isEqualTo(BYTES);
        assertThat(message.getTo()).isEqualTo("+447700900123");
        assertThat(message.getText()).isEqualTo("plan.txt");
        assertThat(message.getType()).isEqualTo("file");
        assertThat(message.getPropertiesMap()).containsEntry("order", "7");
        assertThat(FileProperties.of(message.getPropertiesMap()))
                .hasValue(new RemoteFile(
                        "7c1f3f0e-8d59-4b8f-9e55-0d1f4d0c7a11", URL, "plan.txt", 19, "text/plain", null));
        assertThat(sent.get(10, TimeUnit.SECONDS).id()).isEqualTo(7L << 32 | message.getId());
        until(() -> states().contains(FileTransfer.State.DONE));
        assertThat(states()).containsExactly(FileTransfer.State.MOVING, FileTransfer.State.DONE);
        assertThat(news.get(news.size() - 1))
                .isEqualTo(new FileTransfer(file, "+447700900123", 0, FileTransfer.State.DONE, 19, 19, null));
    }

    @Test
    void sendsUnderTheIdThatTheAppChoseAndToAGroup() throws Exception {
        var connection = online(0);
        int id = kith.random();

        kith.sendFile(TO_BOB, id, file);
        var one = connection.frame(FrameCase.SEND);
        kith.sendGroupFile(9, MessageParams.toGroup().withType("plan"), file);
        var two = connection.frame(FrameCase.SEND);

        assertThat(one.getSend().getId()).isEqualTo(id);
        assertThat(two.getSend().getGroup()).isEqualTo(9);
        assertThat(two.getSend().getTo()).isEmpty();
        assertThat(two.getSend().getType()).isEqualTo("plan");
    }

    @Test
    void goesOnWhereItStoppedAfterARestartAndSendsOnce() throws Exception {
        breaks = true;
        online(0);
        var first = kith.sendFile(TO_BOB, file);
        until(() -> taken.size() == TAKEN_BEFORE_A_BREAK);
        restart();
        breaks = false;

        var connection = online(0);
        var frame = connection.frame(FrameCase.SEND);
        accept(connection, frame);
        until(() -> Stored.in(directory).waiting() == 0);
        restart();
        var again = online(0);

        assertThat(first).isCompletedExceptionally();
        assertThat(taken.toByteArray()).isEqualTo(BYTES);
        assertThat(begun).hasValue(1);
        assertThat(frame.getSend().getText()).isEqualTo("plan.txt");
        assertThat(again.isSilent(300)).isTrue();
        assertThat(Stored.in(directory).messages()).containsExactly("SENT plan.txt");
    }

    @Test
    void bringsAFileThatWasSentBeforeThereWasALine() throws Exception {
        server.route("GET /v1/files", request -> problem(503, "unavailable"));
        var sent = kith.sendFile(TO_BOB, file);
        until(() -> states().contains(FileTransfer.State.WAITING));
        server.route("GET /v1/files", request -> json("{\"files\":[]}"));

        var connection = online(0);
        accept(connection, connection.frame(FrameCase.SEND));

        assertThat(sent.get(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void sendsNothingOfAFileThatIsRefused() throws Exception {
        server.route("POST /v1/uploads", request -> problem(413, "too-large"));
        online(0);

        var failure = failure(kith.sendFile(TO_BOB, file));
        restart();
        var again = online(0);

        assertThat(failure.code()).isEqualTo(ErrorCode.TOO_LARGE);
        assertThat(waitingFiles()).isZero();
        until(() -> states().contains(FileTransfer.State.FAILED));
        assertThat(again.isSilent(300)).isTrue();
        assertThat(begun).hasValue(0);
    }

    @Test
    void sendsNothingOfAFileThatIsNotThere() throws Exception {
        online(0);

        var failure = failure(kith.sendFile(TO_BOB, directory.resolve("nothing")));

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_VALUE);
    }

    @Test
    void sendsNothingOnceItIsCancelled() throws Exception {
        breaks = true;
        online(0);
        var sent = kith.sendFile(TO_BOB, file);
        until(() -> taken.size() == TAKEN_BEFORE_A_BREAK);

        sent.cancel(true);
        until(() -> waitingFiles() == 0);
        breaks = false;
        restart();
        var again = online(0);

        assertThat(again.isSilent(500)).isTrue();
        assertThat(taken.size()).isEqualTo(TAKEN_BEFORE_A_BREAK);
    }

    /** By whoever shows it, who need not hold the future. */
    @Test
    void sendsNothingOnceItsTransferIsStopped() throws Exception {
        breaks = true;
        online(0);
        var sent = kith.sendFile(TO_BOB, file);
        until(() -> taken.size() == TAKEN_BEFORE_A_BREAK);

        kith.files().running(file).orElseThrow().stop();
        until(() -> waitingFiles() == 0);
        until(sent::isDone);
        breaks = false;
        server.cut();
        var connection = server.connection();
        connection.greet(0);
        boolean silent = connection.isSilent(500);
        restart();
        var again = online(0);

        assertThat(sent).isCancelled();
        assertThat(silent).isTrue();
        assertThat(again.isSilent(300)).isTrue();
        assertThat(taken.size()).isEqualTo(TAKEN_BEFORE_A_BREAK);
    }

    @Test
    void forgetsFilesWithTheirUser() throws Exception {
        breaks = true;
        online(0);
        var sent = kith.sendFile(TO_BOB, file);
        until(() -> taken.size() == TAKEN_BEFORE_A_BREAK);

        kith.reset();

        assertThat(failure(sent).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        until(() -> waitingFiles() == 0);
    }

    @Test
    void sendsNothingOfTheOneWhoUsedTheDeviceBefore() throws Exception {
        breaks = true;
        online(0);
        var unused = kith.sendFile(TO_BOB, file);
        until(() -> taken.size() == TAKEN_BEFORE_A_BREAK);
        kith.close();

        breaks = false;
        kith = new Kith();
        kith.setServer(server.url());
        // Whose device it is now is known before its database is open.
        kith.setAccessToken(ScriptedServer.token(900, ScriptedServer.UID + 1), "refresh-1");
        client();
        var again = online(0);

        until(() -> waitingFiles() == 0);
        assertThat(again.isSilent(500)).isTrue();
        assertThat(taken.size()).isEqualTo(TAKEN_BEFORE_A_BREAK);
    }

    private MockResponse take(RecordedRequest request) {
        var bytes = request.getBody().readByteArray();
        if (!Long.toString(taken.size()).equals(request.getHeader("Upload-Offset"))) {
            return problem(409, "wrong-offset");
        }
        if (breaks) {
            taken.writeBytes(Arrays.copyOf(bytes, taken.size() == 0 ? TAKEN_BEFORE_A_BREAK : 0));
            return problem(503, "unavailable");
        }
        taken.writeBytes(bytes);
        return new MockResponse().setResponseCode(204);
    }

    private void restart() throws IOException {
        kith.close();
        kith = new Kith();
        kith.setServer(server.url());
        kith.setAccessToken(ScriptedServer.token(900), "refresh-1");
        client();
    }

    private void client() throws IOException {
        kith.setPath(directory);
        kith.addListener(new KithListener() {
            @Override
            public void onFile(FileTransfer transfer) {
                news.add(transfer);
            }
        });
    }

    private List<FileTransfer.State> states() {
        return news.stream().map(FileTransfer::state).distinct().toList();
    }

    private long waitingFiles() throws Exception {
        try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("kith.db"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from waiting_file")) {
            return rows.getLong(1);
        }
    }

    private static KithException failure(CompletableFuture<?> future) throws Exception {
        try {
            future.orTimeout(10, TimeUnit.SECONDS).join();
        } catch (CompletionException failed) {
            return KithException.from(failed);
        }
        throw new AssertionError("it did not fail");
    }

    private static void accept(ScriptedServer.Connection connection, ClientFrame frame) {
        connection.send(ServerFrame.newBuilder()
                .setRef(frame.getRef())
                .setAccepted(Accepted.newBuilder()
                        .setMessageId(ScriptedServer.UID << 32 | frame.getSend().getId())
                        .setAcceptedAt(1_700_000_000_000L)));
    }
}
