package dev.kith.messaging.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.contracts.Topic;
import dev.kith.contracts.event.AppUpdated;
import dev.kith.contracts.event.MessageRules;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Delete;
import dev.kith.contracts.socket.Edit;
import dev.kith.contracts.socket.Entry;
import dev.kith.kit.event.Event;
import dev.kith.local.testing.SharedStack;
import dev.kith.messaging.testing.Device;
import dev.kith.messaging.testing.SocketTest;
import dev.kith.messaging.testing.TestUser;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// An app that says for how long its users' messages can be changed, and how long they wait.
@SocketTest
class AppRulesTest {
    private final String app = "app_rules_" + TestUser.notJoined().uid();
    private final TestUser anna = TestUser.of(app);
    private final TestUser otto = TestUser.of(app);
    private long revision;

    @Test
    void letsMessagesBeChangedForAsLongAsTheAppSaysFromTheNextChangeOn() {
        try (var hers = Device.of(anna, "a")) {
            long id = hers.accepted(otto, "hello");
            assertThat(hers.ask(edit(id, 1)).hasDone()).isTrue();

            say(MessageRules.newBuilder().setEditWithinMillis(0).setRecallWithinMillis(3_600_000));

            await().untilAsserted(() -> assertThat(hers.refused(edit(id, 2))).isEqualTo("too-late"));
            pass(id, Duration.ofHours(2));
            assertThat(hers.refused(recall(id))).isEqualTo("too-late");

            say(MessageRules.newBuilder());

            await().until(() -> hers.ask(edit(id, 3)).hasDone());
            assertThat(hers.ask(recall(id)).hasDone()).isTrue();
        }
    }

    @Test
    void letsMessagesWaitForAsLongAsTheAppSays() {
        say(MessageRules.newBuilder().setExpiryMillis(Duration.ofHours(1).toMillis()));
        try (var hers = Device.of(anna, "a")) {
            await().untilAsserted(() -> assertThat(waits(hers.awaitMessage(hers.accepted(otto, "hello"))))
                    .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61)));
            var own = waits(hers.awaitMessage(
                    hers.accepted(Device.text(hers.newId(), otto, "hello").setExpiresInSeconds(60))));

            assertThat(own).isLessThan(Duration.ofMinutes(2));
        }
    }

    private void say(MessageRules.Builder rules) {
        revision++;
        var updated = AppUpdated.newBuilder()
                .setApp(app)
                .setRevision(revision)
                .setMessages(rules)
                .build();
        SharedStack.get().events().produce(Topic.APP_UPDATED, Event.key(app), updated.toByteArray(), Map.of());
        await().until(() -> TestUser.number("select revision from app_rules where app = ?", app) == revision);
    }

    private static Duration waits(Entry entry) {
        var message = entry.getMessage();
        return Duration.ofMillis(message.getExpiresAt() - message.getAcceptedAt());
    }

    private static void pass(long id, Duration time) {
        await().until(() -> TestUser.number("select count(*) from message where id = ?", id) == 2);
        TestUser.execute("update message set accepted_at = accepted_at - ? where id = ?", time.toMillis(), id);
    }

    private static ClientFrame.Builder edit(long id, long revision) {
        return ClientFrame.newBuilder()
                .setEdit(Edit.newBuilder().setId(id).setText("mended").setRevision(revision));
    }

    private static ClientFrame.Builder recall(long id) {
        return ClientFrame.newBuilder().setDelete(Delete.newBuilder().setId(id).setEverywhere(true));
    }
}
