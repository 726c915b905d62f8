package dev.kith.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.client.FileProgress;
import dev.kith.client.Kith;
import dev.kith.client.KithException;
import dev.kith.client.PictureSize;
import dev.kith.contracts.ErrorCode;
import dev.kith.local.testing.LocalStack;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A picture is for who sees the field in which it stands, from the SDK through the gateway to both services.
@ExtendWith(RunningKith.class)
class PicturesTest {
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
    void ofAUserIsForWhoHoldsItsLevelUntilAnotherTakesItsPlace() throws Exception {
        var alice = api.newUser(app);
        var bob = api.newUser(app);
        try (var owner = client(alice);
                var viewer = client(bob)) {
            owner.blocking().pictures().set(picture("first.png", 640), Set.of(3));
            assertThat(viewer.blocking().pictures().fetch(alice.address(), PictureSize.SMALL))
                    .isEmpty();

            grant(alice, bob, "[3]");
            var small = viewer.blocking().pictures().fetch(alice.address(), PictureSize.SMALL);
            var first = pictureOf(viewer, alice);
            assertThat(ImageIO.read(small.orElseThrow().toFile()).getWidth()).isEqualTo(320);
            assertThat(refusal(viewer, first)).isNull();

            owner.blocking().pictures().set(picture("second.png", 100));
            var second = viewer.blocking().pictures().fetch(alice.address(), PictureSize.FULL);
            assertThat(ImageIO.read(second.orElseThrow().toFile()).getWidth()).isEqualTo(100);
            assertThat(refusal(viewer, first)).isEqualTo(ErrorCode.NOT_FOUND);

            var now = pictureOf(viewer, alice);
            grant(alice, bob, "[]");
            assertThat(refusal(viewer, now)).isEqualTo(ErrorCode.NOT_FOUND);
            assertThat(refusal(owner, now)).isNull();
        }
    }

    @Test
    void ofAGroupIsForThoseInIt() throws Exception {
        var alice = api.newUser(app);
        var bob = api.newUser(app);
        try (var owner = client(alice);
                var other = client(bob)) {
            long group = owner.blocking().groups().create("group").id();
            // The group has a profile once that service has heard of it.
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .untilAsserted(() -> owner.blocking().groups().profile(group));
            var shown = owner.blocking().pictures().setOfGroup(group, picture("chess.png", 100));
            var path = shown.fields().get("picture");
            assertThat(refusal(other, path)).isEqualTo(ErrorCode.NOT_FOUND);

            owner.blocking().groups().add(group, List.of(bob.address()));

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> other.blocking()
                            .pictures()
                            .fetchOfGroup(group, PictureSize.FULL)
                            .isPresent());
            other.blocking().groups().leave(group);
            await().atMost(Duration.ofSeconds(30)).until(() -> refusal(other, path) == ErrorCode.NOT_FOUND);
        }
    }

    @Test
    void isTakenFromItsOwnerAlone() throws Exception {
        var alice = api.newUser(app);
        var bob = api.newUser(app);
        try (var owner = client(alice);
                var thief = client(bob)) {
            owner.blocking().pictures().set(picture("mine.png", 100), Set.of(0));
            var path = pictureOf(thief, alice);

            var stolen = failure(
                    thief.setSelfProfile(thief.blocking().getSelfProfile().with("picture", path)));

            assertThat(stolen).isEqualTo(ErrorCode.INVALID_VALUE);
            assertThat(refusal(thief, path)).isNull();
        }
    }

    /// By the service as it is delivered: it finds the program that decodes, and what that needs, in its own archives.
    @Test
    void ofAWebpHasASmallOne() throws Exception {
        var webp = Base64.getDecoder().decode("UklGRiYAAABXRUJQVlA4TBoAAAAvL8AFAA8Q87//8x8OxILJ/KUz6I7of1Q4AQ==");
        try (var kith = client(api.newUser(app))) {
            var remote =
                    kith.blocking().files().upload(Files.write(folder.resolve("a.webp"), webp), FileProgress.IGNORED);

            var small = kith.blocking()
                    .files()
                    .download(remote.thumbnail().orElseThrow(), folder.resolve("small"), FileProgress.IGNORED);

            assertThat(remote.type()).isEqualTo("image/webp");
            assertThat(ImageIO.read(small.toFile()).getWidth()).isEqualTo(48);
        }
    }

    private static String pictureOf(Kith viewer, Api.User owner) {
        return (String) viewer.blocking().fetchProfile(owner.address()).fields().get("picture");
    }

    private void grant(Api.User owner, Api.User peer, String levels) {
        api.send(
                        "PUT",
                        "/v1/relationships/" + peer.address().replace("+", "%2B"),
                        owner.token(),
                        "{\"levels\": " + levels + "}")
                .ok();
    }

    private Path picture(String name, int width) throws Exception {
        var file = folder.resolve(name);
        ImageIO.write(new BufferedImage(width, width / 2, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
        return file;
    }

    /// Null: it is given.
    private ErrorCode refusal(Kith kith, String path) {
        return failure(kith.files().download(path, folder.resolve("got"), FileProgress.IGNORED));
    }

    private static ErrorCode failure(CompletableFuture<?> future) {
        try {
            future.orTimeout(60, TimeUnit.SECONDS).join();
            return null;
        } catch (CompletionException failed) {
            return KithException.from(failed).code();
        }
    }

    private Kith client(Api.User user) {
        var kith = new Kith();
        kith.setServer(stack.gatewayUrl().toString());
        kith.setAccessToken(user.token(), user.refreshToken());
        return kith;
    }
}
