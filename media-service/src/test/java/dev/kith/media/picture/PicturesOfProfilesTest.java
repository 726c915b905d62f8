package dev.kith.media.picture;

import static dev.kith.media.Client.code;
import static dev.kith.media.Client.header;
import static dev.kith.media.Client.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.PicturesUpdated;
import dev.kith.contracts.event.UserLeft;
import dev.kith.local.stack.Part;
import dev.kith.local.testing.Events;
import dev.kith.local.testing.SharedStack;
import dev.kith.media.Client;
import dev.kith.media.OnTheStack;
import dev.kith.media.ProfileStandIn;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PicturesOfProfilesTest extends OnTheStack {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void areGivenToWhoSeesThemForAsLongAsTheyDo() throws Exception {
        var viewer = client.another();
        var file = picture();
        assertThat(viewer.get(path(file)).statusCode()).isEqualTo(404);

        ProfileStandIn.show(viewer, client, file);

        var whole = viewer.get(path(file));
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(header(whole, "Content-Type")).isEqualTo("image/png");
        assertThat(header(whole, "Cache-Control")).isEqualTo("private, max-age=60");
        assertThat(viewer.get(path(file) + "/thumbnail").statusCode()).isEqualTo(200);
        assertThat(viewer.get(path(file) + "/about").statusCode()).isEqualTo(200);
        assertThat(client.another().get(path(file)).statusCode()).isEqualTo(404);

        ProfileStandIn.hide(viewer, client, file);
        assertThat(viewer.get(path(file)).statusCode()).isEqualTo(404);
        assertThat(viewer.get(path(file) + "/thumbnail").statusCode()).isEqualTo(404);
    }

    @Test
    void areTheirOwnersWhateverAProfileSays() throws Exception {
        var viewer = client.another();
        var file = picture();
        ProfileStandIn.show(viewer, client, file);

        assertThat(viewer.call("POST", path(file) + "/links", new byte[0]).statusCode())
                .isEqualTo(404);
        assertThat(viewer.call("POST", path(file) + "/reference", new byte[0]).statusCode())
                .isEqualTo(404);
        assertThat(viewer.call("DELETE", path(file), new byte[0]).statusCode()).isEqualTo(404);
        assertThat(viewer.get(path(file) + "?ref=AAAAAAAAAAAAAAAAAAAAAA").statusCode())
                .isEqualTo(404);
    }

    @Test
    void waitForProfileServiceButForTheirOwner() throws Exception {
        var viewer = client.another();
        var file = picture();
        ProfileStandIn.breakFor(viewer, client, file);

        var answer = viewer.get(path(file));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(code(answer)).isEqualTo("unavailable");
        assertThat(header(answer, "Retry-After")).isEqualTo("2");
        assertThat(client.get(path(file)).statusCode()).isEqualTo(200);
    }

    @Test
    void areTheCallersOwnPicturesAndNothingElse() throws Exception {
        var file = picture();
        var note = client.file("a.txt", "a".getBytes(StandardCharsets.UTF_8));
        var others = client.another();

        assertThat(taken(client, file, note, UUID.randomUUID().toString())).containsExactly(file);
        assertThat(taken(others, file)).isEmpty();
        assertThat(taken(Client.ofApp(root, "app_other"), file)).isEmpty();
        assertThat(code(ask(client, "{\"files\":[null]}"))).isEqualTo("invalid-value");
        assertThat(code(ask(client, "{}"))).isEqualTo("invalid-value");
        assertThat(ask(client, "{\"files\":[\"a\"]}").statusCode()).isEqualTo(400);
        assertThat(code(ask(client, "{\"files\":[],\"more\":1}"))).isEqualTo("unknown-field");
    }

    @Test
    void stayForAsLongAsAProfileShowsThemAndGoBehindIt() throws Exception {
        var shown = picture();
        var spare = picture();
        shows(client.uid(), 0, shown);

        age();
        awaitGone(spare);
        assertThat(isThere(shown)).isTrue();

        shows(client.uid(), 0);
        await().atMost(LIMIT).until(() -> count("file where id = '" + shown + "' and picture") == 0);
        assertThat(isThere(shown)).isTrue();
        age();
        awaitGone(shown);
    }

    @Test
    void stayForAsLongAsAnyOfSeveralProfilesShowsThem() throws Exception {
        var file = picture();
        long group = client.uid();
        shows(client.uid(), 0, file);
        shows(0, group, file);

        shows(client.uid(), 0);
        await().atMost(LIMIT).until(() -> count("picture where file = '" + file + "'") == 1);
        age();
        var spare = picture();
        age();
        awaitGone(spare);
        assertThat(isThere(file)).isTrue();

        shows(0, group);
        await().atMost(LIMIT).until(() -> count("file where id = '" + file + "' and picture") == 0);
    }

    @Test
    void stayWhenTheyAreAboutToBeShown() throws Exception {
        var file = picture();
        var spare = picture();
        assertThat(taken(client, file)).containsExactly(file);

        sql("update file set created_at = now() - interval '3 days' where uid = " + client.uid());

        awaitGone(spare);
        assertThat(isThere(file)).isTrue();
    }

    @Test
    void goWithTheirOwnerAndLeaveNothing() throws Exception {
        var file = picture();
        shows(client.uid(), 0, file);
        shows(0, client.uid(), file);

        var left = UserLeft.newBuilder().setUid(client.uid()).setApp(Client.APP).build();
        SharedStack.get().events().produce(Topic.USER_LEFT, Events.key(client.uid()), left.toByteArray(), Map.of());

        awaitGone(file);
        await().atMost(LIMIT).until(() -> count("picture where file = '" + file + "'") == 0);
    }

    private String picture() throws IOException {
        var image = new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB);
        image.setRGB(1, 1, UUID.randomUUID().hashCode());
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return client.file("a.png", bytes.toByteArray());
    }

    /// As profile-service says it of a user or of a group; waits until it is known here.
    private static void shows(long uid, long group, String... files) throws SQLException {
        var event = PicturesUpdated.newBuilder()
                .setUid(uid)
                .setGroup(group)
                .setApp(Client.APP)
                .addAllFiles(List.of(files))
                .build();
        SharedStack.get()
                .events()
                .produce(Topic.PICTURES_UPDATED, Events.key(uid + group), event.toByteArray(), Map.of());
        await().atMost(LIMIT).until(() -> count("picture where uid = " + uid + " and gid = " + group) == files.length);
    }

    private static List<String> taken(Client asker, String... files) {
        var answer = ask(
                asker,
                new JsonObject().put("files", new JsonArray(List.of(files))).encode());
        return new JsonObject(text(answer))
                .getJsonArray("pictures").stream().map(String::valueOf).toList();
    }

    private static HttpResponse<byte[]> ask(Client asker, String body) {
        return asker.call(
                "POST",
                "/internal/v1/pictures",
                body.getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/json");
    }

    /// All that the user has has been there for long, and was last shown then.
    private void age() throws SQLException {
        sql("update file set created_at = now() - interval '3 days', picture_at = picture_at - interval '3 days'"
                + " where uid = " + client.uid());
    }

    private void awaitGone(String file) {
        await().atMost(LIMIT).until(() -> count("file where id = '" + file + "'") == 0);
    }

    private static boolean isThere(String file) throws SQLException {
        return count("file where id = '" + file + "'") == 1;
    }

    private static long count(String from) throws SQLException {
        try (var connection = SharedStack.get().database(Part.MEDIA);
                var question = connection.createStatement();
                var rows = question.executeQuery("select count(*) from " + from)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void sql(String statement) throws SQLException {
        try (var connection = SharedStack.get().database(Part.MEDIA);
                var change = connection.createStatement()) {
            assertThat(change.executeUpdate(statement)).isPositive();
        }
    }

    private static String path(String file) {
        return "/v1/files/" + file;
    }
}
