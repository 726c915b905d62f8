package dev.kith.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.client.Kith;
import dev.kith.client.KithListener;
import dev.kith.client.Message;
import dev.kith.client.MessageParams;
import dev.kith.client.phonebook.PhoneBookReader;
import dev.kith.examples.Bot;
import dev.kith.examples.ProfileWithLevels;
import dev.kith.examples.SyncPhoneBook;
import dev.kith.local.testing.LocalStack;
import dev.kith.system.Api.User;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The programs that developers copy do what they say.
@ExtendWith(RunningKith.class)
class ExamplesTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final LocalStack stack;
    private final Api api;
    private final Api.App app;

    ExamplesTest(LocalStack stack) {
        this.stack = stack;
        this.api = new Api(stack);
        this.app = api.newApp();
    }

    @Test
    void botAnswersEachMessageOnceAndInOrder() {
        var bot = api.newUser(app);
        try (var answering = client(bot);
                var kith = client(api.newUser(app))) {
            Bot.answer(answering);
            var answers = new CopyOnWriteArrayList<Message>();
            kith.addListener(new KithListener() {
                @Override
                public void onMessage(Message message) {
                    answers.add(message);
                }
            });
            kith.blocking().start();

            // Who has just signed up may not be found by everybody at the same moment.
            await().atMost(LIMIT)
                    .ignoreExceptions()
                    .until(() -> kith.blocking().sendMessage(MessageParams.to(bot.address()), "hello") != null);
            var asked = List.of(
                    kith.blocking().sendMessage(MessageParams.to(bot.address()), "abc"),
                    kith.blocking().sendMessage(MessageParams.to(bot.address()), "def"));

            await().atMost(LIMIT).until(() -> answers.size() == 3);
            assertThat(answers)
                    .extracting(Message::text)
                    .containsExactly("Hello! Say anything, and I say it backwards.", "cba", "fed");
            assertThat(answers.get(1).params().replyTo())
                    .isEqualTo(asked.getFirst().id());
        }
    }

    @Test
    void phoneBookShowsWhoIsHere() {
        var friend = api.newUser(app);
        var cards = """
                BEGIN:VCARD
                VERSION:3.0
                FN:Fiona
                TEL:%s
                END:VCARD
                BEGIN:VCARD
                VERSION:3.0
                FN:Nobody
                TEL:%s
                END:VCARD
                """.formatted(friend.address(), Api.newNumber());
        var book = new PhoneBookReader().read(cards.getBytes(StandardCharsets.UTF_8));
        try (var kith = client(api.newUser(app))) {
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(SyncPhoneBook.sync(kith, book, "GB"))
                            .isEqualTo("Fiona is here: " + friend.address() + "\n1 are not here yet"));
        }
    }

    @Test
    void profileOpensToAFriend() {
        var friend = api.newUser(app);
        try (var kith = client(api.newUser(app))) {
            await().atMost(LIMIT)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(ProfileWithLevels.introduce(kith, friend.address()))
                            .contains("name")
                            .doesNotContain("birthday"));

            ProfileWithLevels.befriend(kith, friend.address());

            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(ProfileWithLevels.seenBy(kith, friend.address()))
                            .contains("birthday", "city", "name"));
        }
    }

    private Kith client(User user) {
        var kith = new Kith();
        kith.setServer(stack.gatewayUrl().toString());
        kith.setAccessToken(user.token(), user.refreshToken());
        return kith;
    }
}
