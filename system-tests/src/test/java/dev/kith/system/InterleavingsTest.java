package dev.kith.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.client.HistoryQuery;
import dev.kith.client.Kith;
import dev.kith.client.Message;
import dev.kith.client.MessageParams;
import dev.kith.local.testing.LocalStack;
import dev.kith.system.Api.User;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Two devices of each of two users do anything in any order, on and off line, and are restarted: in the end
/// all four have what the services have.
@Tag("slow")
@ExtendWith(RunningKith.class)
class InterleavingsTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int STEPS = 40;

    @TempDir
    Path folder;

    private final LocalStack stack;
    private final Api api;

    InterleavingsTest(LocalStack stack) {
        this.stack = stack;
        this.api = new Api(stack);
    }

    private enum What {
        WRITE,
        EDIT,
        REACT,
        DELETE_HERE,
        DELETE_EVERYWHERE,
        READ,
        OFFLINE,
        ONLINE,
        RESTART;

        /// Writing, changing, coming and going more often than deleting.
        static What by(Random chance) {
            var often = List.of(WRITE, WRITE, WRITE, EDIT, EDIT, REACT, REACT, READ, READ, OFFLINE, ONLINE, RESTART);
            int drawn = chance.nextInt(often.size() + 2);
            return drawn < often.size() ? often.get(drawn) : drawn == often.size() ? DELETE_HERE : DELETE_EVERYWHERE;
        }
    }

    /// More of them, or one that was red: -Dinterleavings.from=..., -Dinterleavings.number=...
    static IntStream seeds() {
        int from = Integer.getInteger("interleavings.from", 1);
        return IntStream.range(from, from + Integer.getInteger("interleavings.number", 10));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void endWithEverythingEqual(int seed) throws Exception {
        var app = api.newApp();
        var alice = api.newUser(app);
        var bob = api.newUser(app);
        greet(alice, bob);
        greet(bob, alice);
        var devices = List.of(
                new Device(alice, bob, "alice-1"),
                new Device(api.signIn(app, alice.uid(), alice.address()), bob, "alice-2"),
                new Device(bob, alice, "bob-1"),
                new Device(api.signIn(app, bob.uid(), bob.address()), alice, "bob-2"));
        try {
            for (var device : devices) {
                device.open();
                device.kith.blocking(LIMIT).start();
            }
            var chance = new Random(seed);
            for (int step = 0; step < STEPS; step++) {
                devices.get(chance.nextInt(devices.size())).take(What.by(chance), chance.nextInt(20), "at " + step);
            }
            for (var device : devices) {
                device.kith.setNetworkAvailable(false);
                device.kith.setNetworkAvailable(true);
            }

            await().atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(200))
                    .untilAsserted(() -> devices.forEach(Device::isAsTheServerHasIt));
            assertThat(devices.get(0).here()).isEqualTo(devices.get(1).here());
            assertThat(devices.get(2).here()).isEqualTo(devices.get(3).here());
        } finally {
            devices.forEach(Device::close);
        }
    }

    /// Who has just signed up may not be found by everybody at the same moment; what is refused then is kept nowhere.
    private void greet(User one, User other) {
        try (var kith = new Kith()) {
            kith.setServer(stack.gatewayUrl().toString());
            kith.setAccessToken(one.token());
            kith.setReceiving(false);
            kith.blocking(LIMIT).start();
            await().atMost(LIMIT)
                    .ignoreExceptions()
                    .until(() -> kith.blocking(LIMIT).sendMessage(MessageParams.to(other.address()), "hello") != null);
        }
    }

    private final class Device {
        private final User user;
        private final User other;
        private final String name;
        private Kith kith = new Kith();

        Device(User user, User other, String name) {
            this.user = user;
            this.other = other;
            this.name = name;
        }

        /// As a new process would; with the token that it has, which is good for longer than this test.
        void open() throws Exception {
            kith = new Kith();
            kith.setServer(stack.gatewayUrl().toString());
            kith.setAccessToken(user.token());
            kith.setPath(folder.resolve(name));
            kith.start();
        }

        void take(What what, int message, String text) throws Exception {
            switch (what) {
                case WRITE ->
                    kith.sendMessage(
                            MessageParams.to(other.address())
                                    .withDeliveryReceipt(true)
                                    .withReadReceipt(true),
                            name + " " + text);
                case EDIT -> shown(message).filter(Message::isOwn).forEach(own -> kith.editMessage(own.id(), text));
                case REACT -> shown(message).forEach(one -> kith.react(one.id(), text));
                case DELETE_HERE -> shown(message).forEach(one -> kith.deleteMessage(one.id(), false));
                case DELETE_EVERYWHERE ->
                    shown(message).filter(Message::isOwn).forEach(own -> kith.deleteMessage(own.id(), true));
                case READ -> shown(message).filter(one -> !one.isOwn()).forEach(one -> kith.markRead(one.id()));
                case OFFLINE -> kith.setNetworkAvailable(false);
                case ONLINE -> kith.setNetworkAvailable(true);
                case RESTART -> {
                    kith.close();
                    open();
                }
            }
        }

        /// What the user would touch: the message of this number on their screen.
        private Stream<Message> shown(int message) {
            return kith.blocking(LIMIT).messages().open(HistoryQuery.all()).read(message + 1).stream()
                    .skip(message);
        }

        void isAsTheServerHasIt() {
            var there = kith.blocking(LIMIT).history().read(HistoryQuery.all().withLimit(200)).messages().stream()
                    .map(InterleavingsTest::line)
                    .toList();
            assertThat(here()).as(name).isEqualTo(there);
            assertThat(unfinished()).as("what " + name + " has not done").isZero();
        }

        List<String> here() {
            return kith.blocking(LIMIT).messages().open(HistoryQuery.all()).read(1_000).stream()
                    .map(InterleavingsTest::line)
                    .toList();
        }

        private long unfinished() {
            try (var connection = DriverManager.getConnection(
                            "jdbc:sqlite:" + folder.resolve(name).resolve("kith.db"));
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery(
                            "select (select count(*) from outbox) + (select count(*) from untold)")) {
                return rows.next() ? rows.getLong(1) : -1;
            } catch (SQLException unreadable) {
                throw new IllegalStateException(unreadable);
            }
        }

        void close() {
            kith.close();
        }
    }

    private static String line(Message message) {
        var words = new ArrayList<String>();
        words.add(Long.toHexString(message.id()));
        words.add(message.status().name());
        words.add(message.edited() ? "edited" : "first");
        words.add(message.text());
        words.add(new TreeMap<>(message.reactions()).toString());
        return String.join(" ", words);
    }
}
