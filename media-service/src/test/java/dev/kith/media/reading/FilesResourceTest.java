package dev.kith.media.reading;

import static dev.kith.media.Client.header;
import static dev.kith.media.Client.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.UserLeft;
import dev.kith.local.stack.Part;
import dev.kith.local.testing.Events;
import dev.kith.local.testing.SharedStack;
import dev.kith.media.Client;
import dev.kith.media.OnTheStack;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class FilesResourceTest extends OnTheStack {
    private static final byte[] TEXT = "What is to be read. ".repeat(500).getBytes(StandardCharsets.UTF_8);

    @Test
    void givesAFileToItsOwner() {
        var file = path(client.file("Brief an Ämter.txt", TEXT));

        var answer = client.get(file);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(TEXT);
        assertThat(header(answer, "Content-Type")).startsWith("text/plain");
        assertThat(header(answer, "Content-Length")).isEqualTo("" + TEXT.length);
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "Content-Security-Policy")).contains("sandbox");
        assertThat(header(answer, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(header(answer, "Content-Disposition"))
                .isEqualTo("inline; filename=\"Brief an _mter.txt\"; filename*=UTF-8''Brief%20an%20%C3%84mter.txt");
    }

    @ParameterizedTest
    @CsvSource({
        "<html><script>alert(1)</script></html>, text/html",
        "<svg xmlns='http://www.w3.org/2000/svg'/>, image/svg+xml"
    })
    void hasWhatCouldRunSavedAndNotShown(String content, String type) {
        var file = path(client.file("harmless.jpg", content.getBytes(StandardCharsets.UTF_8)));

        var answer = client.get(file);

        assertThat(header(answer, "Content-Type")).startsWith(type);
        assertThat(header(answer, "Content-Disposition")).startsWith("attachment;");
    }

    @Test
    void givesParts() {
        var file = path(client.file("a.txt", TEXT));

        var part = client.get(file, "Range", "bytes=100-199");
        var rest = client.get(file, "Range", "bytes=-10");
        var beyond = client.get(file, "Range", "bytes=10000-");

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(header(part, "Content-Range")).isEqualTo("bytes 100-199/10000");
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(TEXT, 100, 200));
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(TEXT, 9_990, 10_000));
        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(header(beyond, "Content-Range")).isEqualTo("bytes */10000");
    }

    @Test
    void sendsAgainOnlyWhatIsNotKnown() {
        var file = path(client.file("a.txt", TEXT));
        var tag = header(client.get(file), "ETag");

        assertThat(client.get(file, "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(client.get(file, "If-None-Match", "\"other\", W/" + tag).statusCode())
                .isEqualTo(304);
        assertThat(client.get(file, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
        assertThat(client.get(file, "If-Range", tag, "Range", "bytes=0-9").statusCode())
                .isEqualTo(206);
        assertThat(client.get(file, "If-Range", "\"other\"", "Range", "bytes=0-9")
                        .body())
                .isEqualTo(TEXT);
    }

    @Test
    void tellsInAHeadWhatAGetWouldBring() {
        var file = path(client.file("a.txt", TEXT));

        var answer = client.call("HEAD", file, new byte[0]);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Length")).isEqualTo("10000");
        assertThat(header(answer, "ETag")).isEqualTo(header(client.get(file), "ETag"));
    }

    @Test
    void isForAStrangerAsIfItWereNotThere() {
        var file = path(client.file("a.txt", TEXT));
        var nothing = path(UUID.randomUUID().toString());

        var stranger = client.another();

        for (var of : new String[] {"", "/about", "/thumbnail", "?ref=AAAAAAAAAAAAAAAAAAAAAA"}) {
            assertSame(stranger.get(file + of), stranger.get(nothing + of));
        }
        assertSame(
                stranger.call("POST", file + "/reference", new byte[0]),
                stranger.call("POST", nothing + "/reference", new byte[0]));
        assertSame(
                stranger.call("POST", file + "/links", new byte[0]),
                stranger.call("POST", nothing + "/links", new byte[0]));
        assertSame(stranger.call("DELETE", file, new byte[0]), stranger.call("DELETE", nothing, new byte[0]));
        assertThat(client.anonymously(file).statusCode()).isEqualTo(401);
        assertThat(client.get(file).statusCode()).isEqualTo(200);
    }

    @Test
    void givesAFileToWhoWasSentTheReference() {
        var id = client.file("a.txt", TEXT);
        var about = json(client.call("POST", path(id) + "/reference", new byte[0]));
        var url = about.getString("url");

        assertThat(client.another().get(url).body()).isEqualTo(TEXT);
        assertThat(json(client.another().get(path(id) + "/about?ref=" + about.getString("reference")))
                        .getString("name"))
                .isEqualTo("a.txt");
        assertThat(Client.ofApp(root, "app_other").get(url).statusCode()).isEqualTo(404);
        assertThat(client.anonymously(url).statusCode()).isEqualTo(401);
        assertThat(client.another().call("DELETE", url, new byte[0]).statusCode())
                .isEqualTo(404);
    }

    @Test
    void givesAFileOfALinkToAnybodyUntilItEnds() {
        var id = client.file("a.txt", TEXT);
        var link = json(client.call("POST", path(id) + "/links?seconds=6", new byte[0]))
                .getString("url");

        assertThat(client.anonymously(link).body()).isEqualTo(TEXT);
        assertThat(client.anonymously(link.replaceFirst("until=\\d", "until=9")).statusCode())
                .isEqualTo(404);
        assertThat(client.anonymously(link.replace("/signed", "/signed/thumbnail"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(client.anonymously(path(id) + "/signed").statusCode()).isEqualTo(404);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> client.anonymously(link).statusCode() == 404);
        assertThat(client.call("POST", path(id) + "/links?seconds=86401", new byte[0])
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void letsItsOwnerAloneMakeALink() {
        var id = client.file("a.txt", TEXT);
        var reference =
                json(client.call("POST", path(id) + "/reference", new byte[0])).getString("reference");
        var holder = client.another();

        assertThat(holder.get(path(id) + "?ref=" + reference).statusCode()).isEqualTo(200);
        assertSame(
                holder.call("POST", path(id) + "/links?ref=" + reference, new byte[0]),
                holder.call("POST", path(UUID.randomUUID().toString()) + "/links?ref=" + reference, new byte[0]));
    }

    @Test
    void boundsHowOftenAFileIsFetchedByLinks() throws Exception {
        var link = link(client.file("a.txt", TEXT));
        var another = link(client.file("b.txt", new byte[] {1, 2, 3}));

        // One that does not hold takes nothing from those that do.
        for (int i = 0; i < 100; i++) {
            assertThat(client.anonymously(link + "A").statusCode()).isEqualTo(404);
        }
        var answer = client.anonymously(link);
        assertThat(answer.statusCode()).isEqualTo(200);
        for (int i = 0; i < 200 && answer.statusCode() == 200; i++) {
            answer = client.anonymously(link);
        }

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(json(answer).getString("code")).isEqualTo("too-many");
        assertThat(header(answer, "Retry-After")).isEqualTo("1");
        assertThat(client.anonymously(another).statusCode()).isEqualTo(200);
    }

    @Test
    void takesAFileBackFromEverybody() {
        var id = client.file("a.txt", TEXT);
        var reference =
                json(client.call("POST", path(id) + "/reference", new byte[0])).getString("url");
        var link = link(id);

        assertThat(client.call("DELETE", path(id), new byte[0]).statusCode()).isEqualTo(204);

        assertThat(client.get(path(id)).statusCode()).isEqualTo(404);
        assertThat(client.another().get(reference).statusCode()).isEqualTo(404);
        assertThat(client.anonymously(link).statusCode()).isEqualTo(404);
        await().atMost(Duration.ofSeconds(10)).until(() -> !isKept(id));
    }

    @Test
    void keepsTheSameBytesOfAUserOnce() throws Exception {
        var first = client.file("a.txt", TEXT);
        var second = client.file("b.txt", TEXT);
        var other = client.another();
        var othersOwn = other.file("a.txt", TEXT);

        assertThat(isKept(first)).isTrue();
        assertThat(isKept(second)).isFalse();
        assertThat(isKept(othersOwn)).isTrue();
        assertThat(client.get(path(second)).body()).isEqualTo(TEXT);
        client.call("DELETE", path(first), new byte[0]);
        assertThat(client.get(path(second)).body()).isEqualTo(TEXT);
        client.call("DELETE", path(second), new byte[0]);
        await().atMost(Duration.ofSeconds(10)).until(() -> !isKept(first));
        assertThat(other.get(path(othersOwn)).body()).isEqualTo(TEXT);
    }

    @Test
    void tellsWhetherTheUserHasTheseBytesAlready() throws Exception {
        var digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(TEXT));
        var id = client.file("a.txt", TEXT);

        assertThat(ids(client, "?sha256=" + digest)).containsExactly(id);
        assertThat(ids(client.another(), "?sha256=" + digest)).isEmpty();
        assertThat(client.get("/v1/files?sha256=12").statusCode()).isEqualTo(400);
    }

    @Test
    void listsTheUsersOwnInPages() {
        var ids = new java.util.TreeSet<String>();
        for (int i = 0; i < 5; i++) {
            ids.add(client.file("a", new byte[] {(byte) i}));
        }

        var page = json(client.get("/v1/files?limit=3"));
        var rest = json(client.get("/v1/files?limit=3&cursor=" + page.getString("next")));

        var found = new java.util.TreeSet<String>();
        page.getJsonArray("files").forEach(file -> found.add(((JsonObject) file).getString("id")));
        rest.getJsonArray("files").forEach(file -> found.add(((JsonObject) file).getString("id")));
        assertThat(page.getJsonArray("files")).hasSize(3);
        assertThat(rest.getString("next")).isNull();
        assertThat(found).isEqualTo(ids);
        assertThat(client.get("/v1/files?cursor=x").statusCode()).isEqualTo(400);
    }

    @Test
    void forgetsAFileThatWasNeverReferredToAndNoOther() throws Exception {
        var orphan = client.file("a.txt", TEXT);
        var referred = client.file("b.txt", new byte[] {1, 2, 3});
        client.call("POST", path(referred) + "/reference", new byte[0]);

        sql("update file set created_at = now() - interval '3 days' where uid = " + client.uid());

        await().atMost(Duration.ofSeconds(10))
                .until(() -> client.get(path(orphan)).statusCode() == 404 && !isKept(orphan));
        assertThat(client.get(path(referred)).statusCode()).isEqualTo(200);
    }

    @Test
    void erasesWhatAUserHadWhoLeaves() {
        var id = client.file("a.txt", TEXT);
        var reference =
                json(client.call("POST", path(id) + "/reference", new byte[0])).getString("url");
        var upload = client.begin(10, "b");

        var left = UserLeft.newBuilder().setUid(client.uid()).setApp(Client.APP).build();
        SharedStack.get().events().produce(Topic.USER_LEFT, Events.key(client.uid()), left.toByteArray(), Map.of());

        await().atMost(Duration.ofSeconds(30))
                .until(() -> client.another().get(reference).statusCode() == 404);
        await().atMost(Duration.ofSeconds(10)).until(() -> !isKept(id));
        assertThat(client.tus("HEAD", upload, new byte[0]).statusCode()).isEqualTo(404);
        assertThat(client.tus("POST", "/v1/uploads", new byte[0], "Upload-Length", "1")
                        .statusCode())
                .isEqualTo(403);
    }

    private String link(String id) {
        return json(client.call("POST", path(id) + "/links", new byte[0])).getString("url");
    }

    private static void assertSame(HttpResponse<byte[]> hidden, HttpResponse<byte[]> nothing) {
        assertThat(hidden.statusCode()).isEqualTo(404).isEqualTo(nothing.statusCode());
        assertThat(json(hidden).getString("code")).isEqualTo("not-found");
        assertThat(json(hidden).getString("detail")).isEqualTo(json(nothing).getString("detail"));
    }

    boolean isKept(String id) {
        return java.nio.file.Files.exists(java.nio.file.Path.of("target/media/kept", id.substring(0, 2), id));
    }

    private static java.util.List<String> ids(Client client, String query) {
        return json(client.get("/v1/files" + query)).getJsonArray("files").stream()
                .map(file -> ((JsonObject) file).getString("id"))
                .toList();
    }

    private static void sql(String statement) throws Exception {
        try (var connection = SharedStack.get().database(Part.MEDIA);
                var change = connection.createStatement()) {
            assertThat(change.executeUpdate(statement)).isPositive();
        }
    }

    private static String path(String id) {
        return "/v1/files/" + id;
    }

    private static JsonObject json(HttpResponse<byte[]> answer) {
        return new JsonObject(text(answer));
    }
}
