package dev.kith.media.upload;

import static dev.kith.media.Client.base64;
import static dev.kith.media.Client.code;
import static dev.kith.media.Client.header;
import static dev.kith.media.Client.id;
import static dev.kith.media.Client.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.local.stack.Part;
import dev.kith.local.testing.SharedStack;
import dev.kith.media.Client;
import dev.kith.media.OnTheStack;
import dev.kith.media.storage.Coming;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.RandomAccessFile;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ConcatenationTest extends OnTheStack {
    private static final Random CHANCE = new Random(13);
    private static final byte[] A = bytes(70_000);
    private static final byte[] B = bytes(1);
    private static final byte[] C = bytes(130_000);

    @Inject
    Coming coming;

    @Test
    void makesAFileOfPartsInTheOrderInWhichTheyAreNamed() {
        var last = part(C);
        var first = part(A);
        var nothing = part(new byte[0]);
        var second = part(B);

        var answer = join("ABC.bin", first, second, nothing, last);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(header(answer, "Upload-Offset")).isEqualTo("200001");
        var upload = header(answer, "Location");
        assertThat(client.get(upload.replace("uploads", "files")).body()).isEqualTo(together(A, B, C));
        assertThat(client.get(upload.replace("uploads", "files") + "/about").body())
                .asString()
                .contains("ABC.bin");
        var head = client.tus("HEAD", upload, new byte[0]);
        assertThat(header(head, "Upload-Length")).isEqualTo("200001");
        assertThat(header(head, "Upload-Concat")).isEqualTo("final;" + String.join(" ", first, second, nothing, last));
        for (var gone : List.of(first, second, nothing, last, upload)) {
            assertThat(onDisk(gone)).doesNotExist();
        }
    }

    @Test
    void makesNoFileOfAPart() {
        var part = part(A);

        var head = client.tus("HEAD", part, new byte[0]);

        assertThat(header(head, "Upload-Concat")).isEqualTo("partial");
        assertThat(header(head, "Upload-Offset")).isEqualTo("70000");
        assertThat(client.get(part.replace("uploads", "files")).statusCode()).isEqualTo(404);
    }

    @Test
    void waitsUntilAllPartsAreWhole() {
        var whole = part(A);
        var half = begin(client, C.length);
        client.append(half, 0, Arrays.copyOf(C, 1_000));

        var early = join("a", whole, half);
        client.append(half, 1_000, Arrays.copyOfRange(C, 1_000, C.length));
        var late = join("a", whole, half);

        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(code(early)).isEqualTo("wrong-offset");
        assertThat(file(late)).isEqualTo(together(A, C));
    }

    @Test
    void believesNoBytesThatWaitForTheirChecksum() throws Exception {
        var part = part(A);
        // As a node leaves it that was killed before it compared them.
        sql("update upload set unverified_from = 10 where id = '" + id(part) + "'");

        assertThat(code(join("a", part))).isEqualTo("wrong-offset");
        assertThat(client.offset(part)).isEqualTo(10);
    }

    @Test
    void takesNoBytesBehindThoseOfTheParts() {
        var upload = header(join("a", part(A)), "Location");

        var answer = client.append(upload, A.length, B);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(file(upload)).isEqualTo(A);
    }

    @Test
    void takesNothingButWholePartsOfTheSameUser() {
        var stranger = client.another();
        var theirs = part(stranger, A);
        var file = "/v1/uploads/" + client.file("a", A);
        var nothing = "/v1/uploads/" + UUID.randomUUID();

        for (var other : List.of(theirs, file, nothing)) {
            var answer = join("a", part(B), other);

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(code(answer)).isEqualTo("not-found");
            client = client.another();
        }
        assertThat(file(stranger, join(stranger, "a", theirs))).isEqualTo(A);
    }

    @Test
    void tellsAStrangerNotEvenThatAPartIsBeingWritten() {
        var part = begin(client, A.length);
        var writing = new CompletableFuture<Boolean>();
        var held = new CompletableFuture<Boolean>();
        var writer = coming.alone(UUID.fromString(id(part)), () -> {
                    held.complete(true);
                    return Uni.createFrom().completionStage(writing);
                })
                .subscribeAsCompletionStage();
        held.orTimeout(20, TimeUnit.SECONDS).join();

        var strangers = join(client.another(), "a", part);
        var own = join("a", part);
        writing.complete(true);
        writer.orTimeout(20, TimeUnit.SECONDS).join();

        assertThat(code(strangers)).isEqualTo("not-found");
        assertThat(code(own)).isEqualTo("upload-busy");
    }

    @Test
    void hasNeitherALengthNorBytesOfItsOwn() {
        var part = part(A);

        var withLength = client.tus(
                "POST", "/v1/uploads", new byte[0], "Upload-Concat", "final;" + part, "Upload-Length", "70000");
        var withBytes = client.tus(
                "POST",
                "/v1/uploads",
                A,
                "Upload-Concat",
                "final;" + part,
                "Content-Type",
                "application/offset+octet-stream");

        assertThat(List.of(withLength.statusCode(), withBytes.statusCode())).containsOnly(400);
        assertThat(file(join("a", part))).isEqualTo(A);
    }

    @Test
    void tellsTheSameUploadAgainAfterALostAnswer() {
        var parts = new String[] {part(A), part(C)};
        var first = join("a", parts);

        assertThat(client.offset(parts[0])).isEqualTo(A.length);
        var second = join("a", parts);

        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(header(second, "Location")).isEqualTo(header(first, "Location"));
        assertThat(new JsonObject(text(client.get("/v1/files"))).getJsonArray("files"))
                .hasSize(1);
    }

    @Test
    void givesAPartToOneUploadOnly() {
        var a = part(A);
        var b = part(B);
        join("a", a, b);

        assertThat(code(join("a", b, a))).isEqualTo("not-found");
        assertThat(code(join("a", a))).isEqualTo("not-found");
        assertThat(code(join("a", a, part(C)))).isEqualTo("not-found");
    }

    @Test
    void makesOneFileForManyWhoAskAtOnce() throws Exception {
        var a = part(A);
        var c = part(C);

        var answers = new ArrayList<HttpResponse<byte[]>>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<HttpResponse<byte[]>> oneWay = () -> join("a", a, c);
            Callable<HttpResponse<byte[]>> other = () -> join("a", c, a);
            for (Future<HttpResponse<byte[]>> call :
                    callers.invokeAll(List.of(oneWay, other, oneWay, other, oneWay, other, oneWay, other))) {
                answers.add(call.get());
            }
        }

        assertThat(answers).extracting(HttpResponse::statusCode).contains(201).isSubsetOf(201, 404, 423);
        assertThat(answers.stream()
                        .filter(answer -> answer.statusCode() == 201)
                        .map(answer -> header(answer, "Location"))
                        .distinct())
                .hasSize(1);
        assertThat(new JsonObject(text(client.get("/v1/files"))).getJsonArray("files"))
                .hasSize(1);
    }

    @Test
    void countsPartsAsUploadsUntilTheyAreJoined() {
        var parts = new String[] {part(A), part(A), part(A), part(A), part(A)};
        var full = client.tus("POST", "/v1/uploads", new byte[0], "Upload-Length", "10");

        var joined = join("a", parts);

        assertThat(code(full)).isEqualTo("files-full");
        assertThat(file(joined)).hasSize(5 * A.length);
        assertThat(client.begin(10, "a")).isNotEmpty();
    }

    @Test
    void refusesPartsThatAreTooLargeTogether() throws Exception {
        var parts = new String[] {large(200 << 20), large(57 << 20)};

        var answer = join("a", parts);

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(code(answer)).isEqualTo("too-large");
        assertThat(client.offset(parts[0])).isEqualTo(200 << 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "draft", "whole"})
    void goesOnAfterACrash(String at) throws Exception {
        var a = part(A);
        var c = part(C);
        var upload = takenOver(a, c);
        switch (at) {
            case "draft" -> Files.write(Path.of("target/media/coming", id(upload) + ".draft"), bytes(500_000));
            case "whole" -> {
                Files.write(onDisk(upload), together(A, C));
                Files.delete(onDisk(a));
            }
            default -> assertThat(onDisk(upload)).doesNotExist();
        }

        assertThat(client.offset(upload)).isEqualTo(200_000);

        assertThat(file(upload)).isEqualTo(together(A, C));
        assertThat(onDisk(c)).doesNotExist();
    }

    @Test
    void removesTheBytesOfThePartsWithWhatWasToBeMadeOfThem() throws Exception {
        var a = part(A);
        var c = part(C);
        var upload = takenOver(a, c);

        assertThat(client.tus("DELETE", a, new byte[0]).statusCode()).isEqualTo(404);
        assertThat(client.tus("DELETE", upload, new byte[0]).statusCode()).isEqualTo(204);

        await().atMost(Duration.ofSeconds(20)).until(() -> Files.notExists(onDisk(a)) && Files.notExists(onDisk(c)));
        assertThat(client.tus("HEAD", a, new byte[0]).statusCode()).isEqualTo(404);
    }

    @Test
    void forgetsPartsThatWereGivenUp() throws Exception {
        var a = part(A);
        var c = part(C);
        takenOver(c);

        sql("update upload set expires_at = now() - interval '1 second' where uid = " + client.uid());

        await().atMost(Duration.ofSeconds(20)).until(() -> Files.notExists(onDisk(a)) && Files.notExists(onDisk(c)));
        assertThat(code(join("a", a))).isEqualTo("not-found");
    }

    @Test
    void keepsNothingOfPartsThatMakeABadFile() {
        var jpeg = part(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0});
        var noise = part(C);

        var answer = join("a.jpg", jpeg, noise);

        assertThat(code(answer)).isEqualTo("bad-file");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Files.notExists(onDisk(jpeg)) && Files.notExists(onDisk(noise)));
        assertThat(code(join("a.jpg", jpeg, noise))).isEqualTo("not-found");
    }

    private String part(byte[] bytes) {
        return part(client, bytes);
    }

    private static String part(Client client, byte[] bytes) {
        var upload = begin(client, bytes.length);
        if (bytes.length > 0) {
            assertThat(client.append(upload, 0, bytes).statusCode()).isEqualTo(204);
        }
        return upload;
    }

    private static String begin(Client client, int length) {
        return header(
                client.tus(
                        "POST",
                        "/v1/uploads",
                        new byte[0],
                        "Upload-Concat",
                        "partial",
                        "Upload-Length",
                        Integer.toString(length)),
                "Location");
    }

    /// A part of so many zeros.
    private String large(int length) throws Exception {
        var upload = begin(client, length);
        try (var file = new RandomAccessFile(onDisk(upload).toFile(), "rw")) {
            file.setLength(length);
        }
        return upload;
    }

    private HttpResponse<byte[]> join(String name, String... parts) {
        return join(client, name, parts);
    }

    private static HttpResponse<byte[]> join(Client client, String name, String... parts) {
        return client.tus(
                "POST",
                "/v1/uploads",
                new byte[0],
                "Upload-Concat",
                "final;" + String.join(" ", parts),
                "Upload-Metadata",
                "filename " + base64(name));
    }

    /// What is made of these parts, as a node leaves it that was killed before it touched their bytes.
    private String takenOver(String... parts) throws Exception {
        var joined = UUID.randomUUID();
        var ids = Arrays.stream(parts).map(Client::id).toList();
        sql("insert into upload (id, uid, app, length, name, expires_at, parts) select '" + joined
                + "', uid, app, sum(length), 'a', max(expires_at), '{" + String.join(",", ids)
                + "}' from upload where id = any('{" + String.join(",", ids) + "}') group by uid, app");
        sql("update upload set joined = '" + joined + "', finished_at = now() where id = any('{" + String.join(",", ids)
                + "}')");
        return "/v1/uploads/" + joined;
    }

    private byte[] file(HttpResponse<byte[]> joined) {
        return file(client, joined);
    }

    private static byte[] file(Client client, HttpResponse<byte[]> joined) {
        return client.get(header(joined, "Location").replace("uploads", "files"))
                .body();
    }

    private byte[] file(String upload) {
        return client.get(upload.replace("uploads", "files")).body();
    }

    private static void sql(String statement) throws Exception {
        try (var connection = SharedStack.get().database(Part.MEDIA);
                var change = connection.createStatement()) {
            assertThat(change.executeUpdate(statement)).isPositive();
        }
    }

    private static byte[] together(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static Path onDisk(String upload) {
        return Path.of("target/media/coming", id(upload));
    }

    private static byte[] bytes(int count) {
        var bytes = new byte[count];
        CHANCE.nextBytes(bytes);
        return bytes;
    }
}
