package dev.kith.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.client.GroupChange;
import dev.kith.client.GroupMember;
import dev.kith.client.GroupProfile;
import dev.kith.client.GroupReceipts;
import dev.kith.client.GroupRole;
import dev.kith.client.Kith;
import dev.kith.client.KithListener;
import dev.kith.client.Message;
import dev.kith.client.MessageParams;
import dev.kith.client.MessageStatusChange;
import dev.kith.client.MessageUpdate;
import dev.kith.local.testing.LocalStack;
import dev.kith.system.Api.User;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A group from its making to its end, through the gateway, as the SDK sees it.
@ExtendWith(RunningKith.class)
class GroupsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final LocalStack stack;
    private final Api api;
    private final Api.App app;

    GroupsTest(LocalStack stack) {
        this.stack = stack;
        this.api = new Api(stack);
        this.app = api.newApp();
    }

    @Test
    void membersHearWhatBecomesOfTheirGroupAndStrangersNothing() throws Exception {
        try (var alice = new Device(stack, api.newUser(app));
                var bob = new Device(stack, api.newUser(app));
                var carol = new Device(stack, api.newUser(app));
                var eve = new Device(stack, api.newUser(app))) {
            long group = answer(alice.kith.groups().create("group")).id();
            answer(alice.kith.groups().setProfile(group, Map.of("name", "Chess")));

            // Who has just signed up may not be found by everybody at the same moment.
            await().atMost(LIMIT)
                    .until(() -> answer(alice.kith.groups().add(group, List.of(bob.user.address())))
                            .refused()
                            .isEmpty());
            bob.awaitChange(group, GroupChange.What.JOINED);
            var token = answer(alice.kith.groups().invite(group, Duration.ofHours(1), 1))
                    .token();
            answer(carol.kith.groups().join(String.valueOf(token)));
            bob.awaitChange(group, GroupChange.What.MEMBERS);
            answer(alice.kith.groups().setRole(group, bob.user.address(), GroupRole.ADMIN));
            bob.awaitChange(group, GroupChange.What.OWN);

            // The new role reaches profile-service a moment later.
            await().atMost(LIMIT)
                    .ignoreExceptions()
                    .until(() -> answer(bob.kith.groups().setProfile(group, Map.of("info", "Thursdays")))
                            .fields()
                            .containsKey("info"));
            await().atMost(LIMIT)
                    .until(() -> carol.profiles.stream()
                            .anyMatch(profile -> profile.group() == group
                                    && profile.fields().equals(Map.of("name", "Chess", "info", "Thursdays"))));
            assertThat(answer(carol.kith.groups().members(group)))
                    .extracting(GroupMember::role)
                    .containsExactlyInAnyOrder(GroupRole.OWNER, GroupRole.ADMIN, GroupRole.MEMBER);

            answer(alice.kith.groups().leave(group));
            bob.awaitChange(group, GroupChange.What.OWN, GroupRole.OWNER);
            answer(bob.kith.groups().delete(group));
            carol.awaitChange(group, GroupChange.What.DELETED);
            assertThat(api.get("/v1/groups/" + group, carol.user.token()).problem())
                    .isEqualTo("404 not-found");
            assertThat(eve.changes).isEmpty();
            assertThat(eve.profiles).isEmpty();
        }
    }

    @Test
    void membersSeeWhatIsSaidWhatBecomesOfItAndHowFarItHasCome() throws Exception {
        try (var alice = new Device(stack, api.newUser(app));
                var bob = new Device(stack, api.newUser(app))) {
            long group = answer(alice.kith.groups().create("group")).id();
            await().atMost(LIMIT)
                    .until(() -> answer(alice.kith.groups().add(group, List.of(bob.user.address())))
                            .refused()
                            .isEmpty());
            var params = MessageParams.toGroup().withDeliveryReceipt(true).withReadReceipt(true);
            long id = answer(alice.kith.sendGroupMessage(group, params, "helo")).id();
            bob.awaitMessage(id);

            bob.kith.markRead(id);
            alice.awaitReceipts(id, new GroupReceipts(1, 1, 1));
            answer(alice.kith.editMessage(id, "hello"));
            answer(bob.kith.react(id, "+"));
            bob.awaitUpdate(id, MessageUpdate.What.EDITED);
            alice.awaitUpdate(id, MessageUpdate.What.REACTED);
            assertThat(answer(alice.kith.groups().receipts(group, id)).read()).containsExactly(bob.user.address());
            long spam = answer(bob.kith.sendGroupMessage(group, MessageParams.toGroup(), "spam"))
                    .id();
            alice.awaitMessage(spam);
            answer(alice.kith.deleteMessage(spam, true));

            bob.awaitUpdate(spam, MessageUpdate.What.DELETED);
        }
    }

    @Test
    void strangerAndOtherAppGetTheAnswerOfAGroupThatThereIsNot() throws Exception {
        var foreigner = api.newUser(api.newApp());
        var stranger = api.newUser(app);
        try (var alice = new Device(stack, api.newUser(app))) {
            long group = answer(alice.kith.groups().create("group")).id();

            for (var path : List.of("", "/members", "/invitations", "/profile")) {
                for (var token : List.of(stranger.token(), foreigner.token())) {
                    var one = api.get("/v1/groups/" + group + path, token).json();
                    var none = api.get("/v1/groups/4611686018427387904" + path, token)
                            .json();
                    one.remove("traceId");
                    none.remove("traceId");
                    assertThat(one).isEqualTo(none);
                    assertThat(one.get("code").getAsString()).isEqualTo("not-found");
                }
            }
        }
    }

    private static <T> T answer(CompletableFuture<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }

    /// Somebody with the SDK, online.
    private static final class Device implements AutoCloseable {
        private final User user;
        private final Kith kith = new Kith();
        private final List<GroupChange> changes = new CopyOnWriteArrayList<>();
        private final List<GroupProfile> profiles = new CopyOnWriteArrayList<>();
        private final List<Message> messages = new CopyOnWriteArrayList<>();
        private final List<MessageUpdate> updates = new CopyOnWriteArrayList<>();
        private final List<MessageStatusChange> statuses = new CopyOnWriteArrayList<>();

        Device(LocalStack stack, User user) throws Exception {
            this.user = user;
            kith.setServer(stack.gatewayUrl().toString());
            kith.setAccessToken(user.token(), user.refreshToken());
            kith.addListener(new KithListener() {
                @Override
                public void onMessage(Message message) {
                    messages.add(message);
                }

                @Override
                public void onMessageUpdate(MessageUpdate update) {
                    updates.add(update);
                }

                @Override
                public void onMessageStatus(MessageStatusChange change) {
                    statuses.add(change);
                }

                @Override
                public void onGroupChanged(GroupChange change) {
                    changes.add(change);
                }

                @Override
                public void onGroupProfileUpdated(GroupProfile profile) {
                    profiles.add(profile);
                }
            });
            kith.start().get(60, TimeUnit.SECONDS);
        }

        void awaitMessage(long id) {
            await().atMost(LIMIT).until(() -> messages.stream().anyMatch(message -> message.id() == id));
        }

        void awaitUpdate(long id, MessageUpdate.What what) {
            await().atMost(LIMIT)
                    .until(() -> updates.stream().anyMatch(update -> update.id() == id && update.what() == what));
        }

        void awaitReceipts(long id, GroupReceipts receipts) {
            await().atMost(LIMIT)
                    .until(() -> statuses.stream()
                            .anyMatch(change -> change.id() == id && receipts.equals(change.receipts())));
        }

        void awaitChange(long group, GroupChange.What what) {
            await().atMost(LIMIT)
                    .until(() -> changes.stream().anyMatch(change -> change.group() == group && change.what() == what));
        }

        void awaitChange(long group, GroupChange.What what, GroupRole role) {
            await().atMost(LIMIT)
                    .until(() -> changes.stream()
                            .anyMatch(change -> change.group() == group
                                    && change.what() == what
                                    && change.ownRole().filter(role::equals).isPresent()));
        }

        @Override
        public void close() {
            kith.close();
        }
    }
}
