package dev.kith.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.local.testing.line.Fate;
import dev.kith.local.testing.line.FrameLine;
import dev.kith.local.testing.line.Way;
import dev.kith.local.testing.line.Weather;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;

/**
 * Two devices of each of two users do anything in any order, on and off line, and are restarted, over a network that loses, doubles,
 * delays and swaps frames, breaks off, or falls silent without breaking off: in the end all is equal.
 */
class InterleavingsTest {
    private static final long ALICE = 7;
    private static final long BOB = 9;

    private enum What {
        WRITE,
        EDIT,
        REACT,
        DELETE_HERE,
        DELETE_EVERYWHERE,
        READ,
        OFFLINE,
        ONLINE,
        CUT,
        LOSE_A_FRAME,
        DOUBLE_A_FRAME,
        DELAY_A_FRAME,
        SWAP_TWO_FRAMES,
        FALL_SILENT,
        RESTART
    }

    /** Something that a device does, to the message of this number where there is one; or that its network does to a frame. */
    private record Step(int device, What what, int message) {}

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void endsWithEverythingEqual(@ForAll("steps") List<Step> steps) throws Exception {
        run(steps);
    }

    @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED)
    @Tag("slow")
    void endsWithEverythingEqualHoweverLongItIsTried(@ForAll("steps") List<Step> steps) throws Exception {
        run(steps);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        var often = Arbitraries.frequency(
                Tuple.of(6, What.WRITE),
                Tuple.of(4, What.EDIT),
                Tuple.of(3, What.REACT),
                Tuple.of(1, What.DELETE_HERE),
                Tuple.of(1, What.DELETE_EVERYWHERE),
                Tuple.of(3, What.READ),
                Tuple.of(3, What.OFFLINE),
                Tuple.of(3, What.ONLINE),
                Tuple.of(2, What.CUT),
                Tuple.of(2, What.LOSE_A_FRAME),
                Tuple.of(2, What.DOUBLE_A_FRAME),
                Tuple.of(1, What.DELAY_A_FRAME),
                Tuple.of(2, What.SWAP_TWO_FRAMES),
                Tuple.of(1, What.FALL_SILENT),
                Tuple.of(2, What.RESTART));
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        often,
                        Arbitraries.integers().between(0, 20))
                .as(Step::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(40);
    }

    private static void run(List<Step> steps) throws Exception {
        try (var server = new ModelServer()) {
            var devices = new ArrayList<Device>();
            try {
                for (int i = 0; i < 4; i++) {
                    devices.add(new Device(server, i));
                }
                for (var device : devices) {
                    device.open();
                    device.online();
                }
                for (int i = 0; i < steps.size(); i++) {
                    var step = steps.get(i);
                    if (step.what == What.CUT) {
                        server.cut();
                    } else {
                        devices.get(step.device).take(step, i);
                    }
                }
                for (var device : devices) {
                    device.line.weather(Weather.FAIR);
                    // Not after the pause that the last of many cuts has come to, nor after what a silent line takes to
                    // be noticed.
                    device.kith.setNetworkAvailable(false);
                    device.kith.setNetworkAvailable(true);
                }
                await().atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(20))
                        .untilAsserted(() -> devices.forEach(device -> device.isAsTheServerHasIt(server)));
            } finally {
                for (var device : devices) {
                    device.end();
                }
            }
        }
    }

    private static final class Device {
        private final long uid;
        private final int number;
        private final Path directory;
        private final FrameLine line;
        Kith kith = new Kith();

        Device(ModelServer server, int number) throws IOException {
            this.uid = number < 2 ? ALICE : BOB;
            this.number = number;
            this.directory = Files.createTempDirectory("device");
            this.line = new FrameLine(server.port());
        }

        void open() throws IOException {
            kith = new Kith();
            kith.setServer(line.url());
            kith.setAccessToken(ScriptedServer.token(3_600, uid, "d" + (1 + number % 2)));
            kith.setPath(directory);
            kith.start();
        }

        void online() {
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> kith.getConnectionStatus() == ConnectionStatus.ONLINE);
        }

        void take(Step step, int at) throws Exception {
            switch (step.what) {
                case WRITE ->
                    kith.sendMessage(
                            MessageParams.to(Long.toString(uid == ALICE ? BOB : ALICE))
                                    .withReadReceipt(true),
                            "said at " + at);
                case EDIT ->
                    shown(step.message)
                            .filter(Message::isOwn)
                            .forEach(own -> kith.editMessage(own.id(), "edited at " + at));
                case REACT -> shown(step.message).forEach(one -> kith.react(one.id(), "r" + at));
                case DELETE_HERE -> shown(step.message).forEach(one -> kith.deleteMessage(one.id(), false));
                case DELETE_EVERYWHERE ->
                    shown(step.message).filter(Message::isOwn).forEach(own -> kith.deleteMessage(own.id(), true));
                case READ -> shown(step.message).filter(one -> !one.isOwn()).forEach(one -> kith.markRead(one.id()));
                case OFFLINE -> kith.setNetworkAvailable(false);
                case ONLINE -> kith.setNetworkAvailable(true);
                case RESTART -> {
                    kith.close();
                    open();
                }
                case LOSE_A_FRAME -> trouble(step.message, Fate.IS_LOST);
                case DOUBLE_A_FRAME -> trouble(step.message, Fate.ARRIVES_TWICE);
                case DELAY_A_FRAME -> trouble(step.message, Fate.IS_LATE);
                case SWAP_TWO_FRAMES -> trouble(step.message, Fate.IS_OVERTAKEN);
                case FALL_SILENT -> line.fallSilent();
                case CUT -> throw new IllegalStateException("is of all devices");
            }
        }

        /** For one of the next frames, this way or that. */
        private void trouble(int which, Fate fate) {
            var way = which % 2 == 0 ? Way.SENT : Way.RECEIVED;
            int frame = line.crossed(way) + 1 + which % 3;
            line.weather((going, number) -> going == way && number == frame ? fate : Fate.ARRIVES);
        }

        /** What the user would touch: the message of this number on their screen. */
        private Stream<Message> shown(int message) throws Exception {
            var page =
                    kith.messages().open(HistoryQuery.all()).read(message + 1).get();
            return page.stream().skip(message);
        }

        void isAsTheServerHasIt(ModelServer model) {
            try {
                assertThat(view()).as("device " + number).isEqualTo(model.view(uid));
                var stored = Stored.in(directory);
                assertThat(stored.cursor()).isEqualTo(model.head(uid));
                assertThat(stored.waiting() + stored.untold()).isZero();
            } catch (SQLException | IOException unreadable) {
                throw new AssertionError(unreadable);
            }
        }

        private List<String> view() throws SQLException, IOException {
            var view = new ArrayList<String>();
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("kith.db"));
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery(
                            "select status, message from message where status <> 'DELETED' order by accepted_at, id")) {
                while (rows.next()) {
                    var message = dev.kith.contracts.socket.Message.parseFrom(rows.getBytes(2));
                    view.add(rows.getString(1) + " " + message.getText() + " "
                            + ModelServer.reactions(message.getReactionsList()));
                }
            }
            return view;
        }

        void end() throws IOException {
            kith.close();
            line.close();
            try (var all = Files.walk(directory)) {
                for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
