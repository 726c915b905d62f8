package dev.kith.client;

import static dev.kith.client.ScriptedServer.json;
import static dev.kith.client.ScriptedServer.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contracts.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import okio.Buffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of profiles, and the user's own files. */
class PicturesTest extends KithTestCase {
    private static final String BOB = "+447700900123";
    private static final String FIRST = "7c1f3f0e-8d59-4b8f-9e55-0d1f4d0c7a11";
    private static final String SECOND = "7c1f3f0e-8d59-4b8f-9e55-0d1f4d0c7a12";

    @TempDir
    Path directory;

    private final AtomicInteger fetched = new AtomicInteger();
    private final List<String> patches = new CopyOnWriteArrayList<>();
    private Path file;

    @BeforeEach
    void aServerWithPictures() throws IOException {
        file = Files.write(directory.resolve("me.jpg"), bytes("me"));
        kith.setPath(directory);
        server.route("GET /v1/files", request -> json("{\"files\":[{\"id\":\"" + FIRST + "\"}]}"));
        server.route("GET /v1/profile", request -> own("[1,2]"));
        server.route("PATCH /v1/profile", request -> {
            patches.add(request.getBody().readUtf8());
            return own("[1]");
        });
        for (var picture : List.of(FIRST, SECOND)) {
            give("/v1/files/" + picture, "whole " + picture);
            give("/v1/files/" + picture + "/thumbnail", "small " + picture);
        }
    }

    @Test
    void showsAPictureThatIsAtTheServerToWhoHoldsALevel() throws Exception {
        kith.pictures().set(file, Set.of(1)).get(20, TimeUnit.SECONDS);
        kith.pictures().set(file).get(20, TimeUnit.SECONDS);

        assertThat(patches)
                .containsExactly(
                        "{\"fields\":{\"picture\":{\"value\":\"/v1/files/" + FIRST + "\",\"levels\":[1]}}}",
                        "{\"fields\":{\"picture\":{\"value\":\"/v1/files/" + FIRST + "\"}}}");
    }

    @Test
    void showsNoneAnyMoreAndKeepsWhoSeesTheNext() throws Exception {
        kith.pictures().remove().get(20, TimeUnit.SECONDS);

        assertThat(patches).containsExactly("{\"fields\":{\"picture\":{\"value\":null,\"levels\":[1,2]}}}");
    }

    @Test
    void fetchesAPictureOnce() throws Exception {
        bobShows("/v1/files/" + FIRST);

        var small = fetch(PictureSize.SMALL).orElseThrow();
        var whole = fetch(PictureSize.FULL).orElseThrow();

        assertThat(small).hasContent("small " + FIRST);
        assertThat(whole).hasContent("whole " + FIRST);
        assertThat(fetch(PictureSize.SMALL)).hasValue(small);
        assertThat(fetched).hasValue(2);
        bobShows("/v1/files/" + SECOND);
        assertThat(fetch(PictureSize.FULL).orElseThrow()).hasContent("whole " + SECOND);
    }

    @Test
    void hasWhatItFetchedWithoutAConnection() throws Exception {
        bobShows("/v1/files/" + FIRST);
        var small = fetch(PictureSize.SMALL);
        server.route("GET /v1/profiles/" + BOB, request -> broken());

        assertThat(fetch(PictureSize.SMALL)).isEqualTo(small);
    }

    @Test
    void hasNoneWhereThereIsNoneOrNoneForTheUser() throws Exception {
        server.route("GET /v1/profiles/" + BOB, request -> profile("{\"name\":\"Bob\"}"));
        assertThat(fetch(PictureSize.FULL)).isEmpty();

        bobShows("https://example.org/old.png");
        assertThat(fetch(PictureSize.FULL)).isEmpty();

        bobShows("/v1/files/" + FIRST);
        server.route("GET /v1/files/" + FIRST, request -> problem(404, "not-found"));
        assertThat(fetch(PictureSize.FULL)).isEmpty();

        server.route("GET /v1/profiles/" + BOB, request -> problem(403, "unreachable"));
        assertThat(kith.pictures()
                        .fetch(BOB, PictureSize.FULL)
                        .handle((picture, failure) ->
                                KithException.from(failure).code())
                        .get(20, TimeUnit.SECONDS))
                .isEqualTo(ErrorCode.UNREACHABLE);
    }

    @Test
    void forgetsThePicturesOfTheUserBefore() throws Exception {
        bobShows("/v1/files/" + FIRST);
        var picture = fetch(PictureSize.SMALL).orElseThrow();

        kith.reset();

        assertThat(picture).doesNotExist();
    }

    @Test
    void forgetsAllElseOfTheUserWhereAPictureCannotBeRemoved() throws Exception {
        online(0).push(1, ScriptedServer.message(1, 11, "one"));
        until(() -> Stored.in(directory).cursor() == 1);
        bobShows("/v1/files/" + FIRST);
        var held = fetch(PictureSize.SMALL).orElseThrow().resolveSibling("held");
        Files.createFile(Files.createDirectory(held).resolve("by another"));

        kith.reset();

        until(() -> kith.getConnectionStatus() == ConnectionStatus.STOPPED);
        until(() -> Stored.in(directory).equals(new Stored(0, List.of(), 0, 0)));
    }

    @Test
    void showsAndFetchesThePictureOfAGroup() throws Exception {
        server.route("PATCH /v1/groups/7/profile", request -> {
            patches.add(request.getBody().readUtf8());
            return json("{\"group\":7,\"version\":2,\"fields\":{}}");
        });
        server.route(
                "GET /v1/groups/7/profile",
                request -> json("{\"group\":7,\"version\":2,\"fields\":{\"picture\":\"/v1/files/" + FIRST + "\"}}"));

        kith.pictures().setOfGroup(7, file).get(20, TimeUnit.SECONDS);
        kith.pictures().removeOfGroup(7).get(20, TimeUnit.SECONDS);

        assertThat(patches).containsExactly("{\"picture\":\"/v1/files/" + FIRST + "\"}", "{\"picture\":null}");
        assertThat(kith.pictures()
                        .fetchOfGroup(7, PictureSize.SMALL)
                        .get(20, TimeUnit.SECONDS)
                        .orElseThrow())
                .hasContent("small " + FIRST);
    }

    @Test
    void listsLinksAndTakesBackTheUsersOwnFiles() throws Exception {
        server.route(
                "GET /v1/files",
                request -> json("{\"files\":[{\"id\":\"" + FIRST
                        + "\",\"name\":\"a.jpg\",\"size\":7,\"type\":\"image/jpeg\","
                        + "\"thumbnail\":true,\"createdAt\":\"2026-01-01T00:00:00Z\"}],\"next\":\"" + FIRST + "\"}"));
        server.route(
                "POST /v1/files/" + FIRST + "/links",
                request -> json("{\"url\":\"/v1/files/a/signed?until=7\",\"until\":\"2026-01-01T00:10:00Z\"}"));
        server.route("DELETE /v1/files/" + FIRST, request -> new MockResponse().setResponseCode(204));

        var page = kith.blocking().files().list(10);
        var link = kith.blocking().files().link(FIRST, Duration.ofMinutes(10));
        kith.blocking().files().delete(FIRST);

        assertThat(page.files())
                .containsExactly(
                        new OwnFile(FIRST, "a.jpg", 7, "image/jpeg", true, Instant.parse("2026-01-01T00:00:00Z")));
        assertThat(page.next()).hasValue(FIRST);
        assertThat(link.url()).startsWith("http://").endsWith("/v1/files/a/signed?until=7");
        assertThat(link.thumbnailUrl()).isEmpty();
        assertThat(link.until()).isEqualTo(Instant.parse("2026-01-01T00:10:00Z"));
    }

    private Optional<Path> fetch(PictureSize size) throws Exception {
        return kith.pictures().fetch(BOB, size).get(20, TimeUnit.SECONDS);
    }

    private void bobShows(String picture) {
        server.route("GET /v1/profiles/" + BOB, request -> profile("{\"picture\":\"" + picture + "\"}"));
    }

    private void give(String path, String content) {
        server.route("GET " + path, request -> {
            fetched.incrementAndGet();
            return new MockResponse().setBody(new Buffer().write(bytes(content)));
        });
    }

    private static MockResponse profile(String fields) {
        return json("{\"address\":\"" + BOB + "\",\"uid\":9,\"version\":2,\"fields\":" + fields + "}");
    }

    private static MockResponse own(String levels) {
        return json("{\"version\":2,\"address\":\"+4915123456789\",\"fields\":{\"picture\":{\"value\":\"/v1/files/"
                + FIRST + "\",\"levels\":" + levels + "}}}");
    }

    private static MockResponse broken() {
        return new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
