package dev.kith.local.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kith.local.postgres.Databases;
import dev.kith.local.postgres.PostgresServer;
import dev.kith.local.redis.RedisConnection;
import dev.kith.local.redis.RedisServer;
import dev.kith.local.testing.Checkouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Processes that outlive the command that started them, on the quickest of the parts: Redis.
class StackTest {
    @TempDir
    Path temporary;

    private final Ports ports = Ports.free();
    private Layout layout;

    @BeforeEach
    void layOut() {
        layout = new Layout(Checkouts.home(), temporary.resolve("my data"), Checkouts.cache());
    }

    @AfterEach
    void stop() {
        stack(new RedisServer(layout, ports)).down(List.of(Part.REDIS));
    }

    @Test
    void aSecondUpLeavesWhatRuns() throws IOException {
        stack(new RedisServer(layout, ports)).up(List.of(Part.REDIS));
        long first = pid();
        set("greeting", "hello");

        stack(new RedisServer(layout, ports)).up(List.of(Part.REDIS));

        assertThat(pid()).isEqualTo(first);
        assertThat(get("greeting")).isEqualTo("hello");
    }

    @Test
    void upStartsWhatWasKilledOnTheSameData() throws IOException {
        stack(new RedisServer(layout, ports)).up(List.of(Part.REDIS));
        long first = pid();
        set("greeting", "hello");

        OperatingSystem.signal("KILL", first);
        var killed = stack(new RedisServer(layout, ports)).health();
        stack(new RedisServer(layout, ports)).up(List.of(Part.REDIS));

        assertThat(killed).extracting(Health::state).isIn(List.of(Health.State.GONE), List.of(Health.State.UNHEALTHY));
        assertThat(pid()).isNotEqualTo(first);
        assertThat(get("greeting")).isEqualTo("hello");
    }

    // The test keeps the killed server a zombie for good, as a slow parent does for a moment.
    @Test
    void upStartsAPostgresThatWasKilledAndThatNobodyCollected() throws Exception {
        var postgres = new PostgresServer(layout, ports);
        stack(postgres).up(List.of(Part.POSTGRES));
        stack(postgres).down(List.of(Part.POSTGRES));
        Process neglectful = startedByAParentThatDoesNotCollect(postgres.launch());
        long killed = Long.parseLong(neglectful.inputReader(UTF_8).readLine());
        await().atMost(Duration.ofSeconds(60)).until(() -> postgres.probe(killed) instanceof Readiness.Ready);

        OperatingSystem.signal("KILL", killed);
        stack(postgres).up(List.of(Part.POSTGRES));

        assertThat(ProcessHandle.of(killed)).isPresent();
        assertThat(stack(postgres).health()).extracting(Health::state).containsExactly(Health.State.UP);
        neglectful.destroyForcibly();
        stack(postgres).down(List.of(Part.POSTGRES));
    }

    // A backend that computes does not look whether its server lives.
    @Test
    void upStartsAPostgresOfWhichABackendStillWorks() throws Exception {
        var postgres = new PostgresServer(layout, ports);
        stack(postgres).up(List.of(Part.POSTGRES));
        long killed =
                stack(postgres).alive(Part.POSTGRES).orElseThrow().process().pid();
        try (var client = new Databases(ports.of(Part.POSTGRES)).connect("auth", "auth");
                var statement = client.createStatement()) {
            var work = Thread.startVirtualThread(() -> compute(statement));
            await().until(this::somebodyComputes);

            OperatingSystem.signal("KILL", killed);
            stack(postgres).up(List.of(Part.POSTGRES));

            work.join();
        }
        assertThat(stack(postgres).health()).extracting(Health::state).containsExactly(Health.State.UP);
        stack(postgres).down(List.of(Part.POSTGRES));
    }

    @Test
    void startsWhatNeedsOthersAfterThem() {
        var store = new Scripted(Part.REDIS, "exec sleep 60", false);
        var service = new Scripted(Part.AUTH, "exec sleep 60", false);
        var stack = new Stack(layout, List.of(store, service), Spawner.detached(), Progress.SILENT);

        stack.up(List.of(Part.AUTH, Part.REDIS));

        var since = stack.health().stream().map(Health::uptime).toList();
        assertThat(stack.health()).extracting(Health::state).containsOnly(Health.State.UP);
        assertThat(since.getFirst()).isGreaterThan(since.getLast());
        stack.down(List.of(Part.values()));
    }

    @Test
    void doesNotStartWhatNeedsAPartThatFails() {
        var store = new Scripted(Part.REDIS, "echo out of cheese; exit 3", false);
        var service = new Scripted(Part.AUTH, "exec sleep 60", false);
        var stack = new Stack(layout, List.of(store, service), Spawner.detached(), Progress.SILENT);

        assertThatThrownBy(() -> stack.up(List.of(Part.AUTH, Part.REDIS)))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("out of cheese")
                .hasNoSuppressedExceptions();
        assertThat(stack.alive(Part.AUTH)).isEmpty();
    }

    @Test
    void downStopsInOrderAndForgets() throws IOException {
        var stack = stack(new RedisServer(layout, ports));
        stack.up(List.of(Part.REDIS));
        long pid = pid();

        stack.down(List.of(Part.values()));

        assertThat(ProcessIdentity.of(pid)).isEmpty();
        assertThat(stack.health()).extracting(Health::state).containsExactly(Health.State.DOWN);
        assertThat(Files.readString(layout.log(Part.REDIS))).contains("ready to exit, bye bye");
    }

    @Test
    void aPidThatBelongsToAnotherProcessByNowIsNotTouched() throws IOException {
        stack(new RedisServer(layout, ports)).up(List.of(Part.REDIS));
        stack(new RedisServer(layout, ports)).down(List.of(Part.REDIS));
        Process other = new ProcessBuilder("sleep", "60").start();
        String record =
                "pid=%d\nstarted=another-boot/1\nport=%d\nfingerprint=x\nsince=2026-01-01T00:00:00Z\nready=true\n"
                        .formatted(other.pid(), ports.of(Part.REDIS));
        Files.writeString(layout.runs().resolve("redis.properties"), record);

        stack(new RedisServer(layout, ports)).down(List.of(Part.REDIS));

        assertThat(other.isAlive()).isTrue();
        other.destroyForcibly();
    }

    @Test
    void upRestartsWhatIsStartedInAnotherWayByNow() throws IOException {
        stack(new RedisServer(layout, ports)).up(List.of(Part.REDIS));
        long first = pid();
        set("greeting", "hello");

        stack(new Changed(new RedisServer(layout, ports))).up(List.of(Part.REDIS));

        assertThat(pid()).isNotEqualTo(first);
        assertThat(ProcessIdentity.of(first)).isEmpty();
        assertThat(get("greeting")).isEqualTo("hello");
    }

    @Test
    void upReplacesAProcessOfThisDataThatNoRecordNames() throws IOException {
        stack(new RedisServer(layout, ports)).up(List.of(Part.REDIS));
        long first = pid();
        set("greeting", "hello");
        Files.delete(layout.runs().resolve("redis.properties"));

        stack(new RedisServer(layout, ports)).up(List.of(Part.REDIS));

        assertThat(ProcessIdentity.of(first)).isEmpty();
        assertThat(get("greeting")).isEqualTo("hello");
    }

    @Test
    void namesWhoHasThePort() throws IOException {
        try (var other = new ServerSocket(ports.of(Part.REDIS), 1, InetAddress.ofLiteral(Ports.HOST))) {
            assertThatThrownBy(() -> stack(new RedisServer(layout, ports)).up(List.of(Part.REDIS)))
                    .isInstanceOf(StackFailure.class)
                    .hasMessageContaining("Port " + other.getLocalPort() + ", which redis needs, is taken by pid "
                            + ProcessHandle.current().pid())
                    .hasMessageContaining("--port-offset")
                    .extracting(e -> ((StackFailure) e).reason())
                    .isEqualTo(Reason.PORT_TAKEN);
        }
    }

    @Test
    void refusesAnotherServerThatAnswersInItsPlace() {
        stack(new RedisServer(layout, ports)).up(List.of(Part.REDIS));
        var elsewhere = new Layout(layout.home(), temporary.resolve("elsewhere"), layout.cache());
        var mistaken = new Scripted(Part.REDIS, "exec sleep 60", new RedisServer(elsewhere, ports));
        var stack = new Stack(elsewhere, List.of(mistaken), Spawner.detached(), Progress.SILENT);

        assertThatThrownBy(() -> stack.up(List.of(Part.REDIS)))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("where redis should be, another Redis answers")
                .extracting(e -> ((StackFailure) e).reason())
                .isEqualTo(Reason.PORT_TAKEN);
        assertThat(stack.alive(Part.REDIS)).isEmpty();
        assertThat(ProcessHandle.current().children().map(ProcessHandle::pid).map(CommandLine::of))
                .noneMatch(command -> command.has("sleep"));
    }

    @Test
    void leavesAStackAloneWhoseDirectoryBeginsWithTheNameOfItsOwn() throws IOException {
        var longer = new Layout(layout.home(), Path.of(layout.data() + "2"), layout.cache());
        var neighbour = new Stack(longer, List.of(new RedisServer(longer, ports)), Spawner.detached(), Progress.SILENT);
        neighbour.up(List.of(Part.REDIS));
        long pid = neighbour.alive(Part.REDIS).orElseThrow().process().pid();

        assertThatThrownBy(() -> stack(new RedisServer(layout, ports)).up(List.of(Part.REDIS)))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("is taken by pid " + pid);

        assertThat(neighbour.alive(Part.REDIS)).isPresent();
        neighbour.down(List.of(Part.REDIS));
    }

    @Test
    void saysWhichRecordCannotBeReadAndTouchesNothing() throws IOException {
        stack(new RedisServer(layout, ports)).up(List.of(Part.REDIS));
        long pid = pid();
        Path record = layout.runs().resolve("redis.properties");
        String right = Files.readString(record);

        Files.writeString(record, "pid=forty\n");
        assertThatThrownBy(() -> stack(new RedisServer(layout, ports)).down(List.of(Part.REDIS)))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining(record.toString());

        assertThat(ProcessIdentity.of(pid)).isPresent();
        Files.writeString(record, right);
    }

    @Test
    void showsTheLastWordsOfAPartThatCrashes() {
        var crashing = new Scripted(Part.REDIS, "echo all is well; echo 'out of cheese'; exit 3", false);

        assertThatThrownBy(() -> stack(crashing).up(List.of(Part.REDIS)))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("redis stopped while it was starting")
                .hasMessageContaining("out of cheese")
                .hasMessageContaining(layout.log(Part.REDIS).toString())
                .extracting(e -> ((StackFailure) e).reason())
                .isEqualTo(Reason.CRASHED);
        assertThat(stack(crashing).alive(Part.REDIS)).isEmpty();
    }

    @Test
    void triesAgainAfterACauseThatPasses() {
        var second = temporary.resolve("second");
        var passing = new Scripted(
                Part.REDIS,
                "if [ -e '" + second + "' ]; then exec sleep 60; else touch '" + second + "'; echo it will pass; fi",
                true);

        stack(passing).up(List.of(Part.REDIS));

        assertThat(stack(passing).alive(Part.REDIS)).isPresent();
        stack(passing).down(List.of(Part.REDIS));
    }

    @Test
    void asksForRoomOnTheDiskBeforeItStarts() {
        layout.create();

        assertThatThrownBy(() -> new DiskSpace(layout.data(), Long.MAX_VALUE).require())
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("MB are free where the data lies")
                .extracting(e -> ((StackFailure) e).reason())
                .isEqualTo(Reason.DISK_FULL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "-1", "", "12345678901234567890"})
    void saysWhichLimitOfRoomIsNone(String limit) {
        assertThatThrownBy(() -> DiskSpace.of(temporary, Map.of("KITH_MIN_FREE_MB", limit)))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("KITH_MIN_FREE_MB must be a number")
                .extracting(e -> ((StackFailure) e).reason())
                .isEqualTo(Reason.USAGE);
    }

    @ParameterizedTest
    @CsvSource({
        "/data/lock: No space left on device, DISK_FULL",
        "/data/lock: Disk quota exceeded, DISK_FULL",
        "/data/lock: Permission denied, ENVIRONMENT"
    })
    void tellsAFullDiskFromAnotherReason(String why, Reason reason) {
        var failure = StackFailure.cannotWrite(Path.of("/data/lock"), new IOException(why));

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure).hasMessageContaining("/data/lock");
    }

    @Test
    void leavesDirectoriesAloneThatAreNotItsOwn() throws IOException {
        Files.createDirectories(layout.data());
        Files.writeString(layout.data().resolve("thesis.txt"), "important");

        assertThatThrownBy(() -> stack(new RedisServer(layout, ports)).up(List.of(Part.REDIS)))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("was not made by Kith");
        assertThat(layout.isOurs()).isFalse();
    }

    @Test
    void setsALargeLogAside() throws IOException {
        layout.create();
        Files.write(layout.log(Part.REDIS), new byte[11 << 20]);

        stack(new RedisServer(layout, ports)).up(List.of(Part.REDIS));

        assertThat(Files.size(layout.log(Part.REDIS))).isLessThan(1 << 20);
        assertThat(Files.size(layout.logs().resolve("redis.log.1"))).isEqualTo(11 << 20);
    }

    private static Process startedByAParentThatDoesNotCollect(Launch launch) throws IOException {
        var command = new ArrayList<>(launch.account());
        command.addAll(List.of("sh", "-c", "\"$@\" >/dev/null 2>&1 & echo $!; exec sleep 60", "sh"));
        command.addAll(launch.command());
        return new ProcessBuilder(command)
                .directory(launch.directory().toFile())
                .start();
    }

    private static void compute(Statement statement) {
        try {
            statement.execute(
                    "select count(*) from generate_series(1, 4000) a, generate_series(1, 5000) b where sqrt(a) + b < 0");
        } catch (SQLException theServerHasGone) {
            // That is what it waits for.
        }
    }

    private boolean somebodyComputes() throws SQLException {
        try (var superuser = new Databases(ports.of(Part.POSTGRES)).connect("postgres", "postgres");
                var statement = superuser.createStatement();
                var row = statement.executeQuery(
                        "select 1 from pg_stat_activity where usename = 'auth' and state = 'active'")) {
            return row.next();
        }
    }

    private Stack stack(Program program) {
        return new Stack(layout, List.of(program), Spawner.detached(), Progress.SILENT);
    }

    private long pid() {
        return stack(new RedisServer(layout, ports))
                .alive(Part.REDIS)
                .orElseThrow()
                .process()
                .pid();
    }

    private void set(String key, String value) throws IOException {
        try (var redis = new RedisConnection(ports.of(Part.REDIS))) {
            redis.call("SET", key, value);
        }
    }

    private String get(String key) throws IOException {
        try (var redis = new RedisConnection(ports.of(Part.REDIS))) {
            return redis.call("GET", key);
        }
    }

    private Launch script(String script) {
        return new Launch(List.of(), List.of("sh", "-c", script), Map.of(), temporary, "KILL", "script");
    }

    /// A part made of a line of shell.
    private final class Scripted implements Program {
        private final Part part;
        private final String line;
        private final boolean passing;
        private final Optional<Program> answering;

        Scripted(Part part, String line, boolean passing) {
            this.part = part;
            this.line = line;
            this.passing = passing;
            this.answering = Optional.empty();
        }

        /// Looks for its answer where this program answers, and does not ask for its port.
        Scripted(Part part, String line, Program answering) {
            this.part = part;
            this.line = line;
            this.passing = false;
            this.answering = Optional.of(answering);
        }

        @Override
        public Part part() {
            return part;
        }

        @Override
        public int[] ports() {
            return new int[] {ports.of(answering.isPresent() ? Part.KAFKA : part)};
        }

        @Override
        public void prepare() {}

        @Override
        public Launch launch() {
            return script(line);
        }

        @Override
        public Readiness probe(long pid) {
            if (answering.isPresent()) {
                return answering.get().probe(pid);
            }
            // Up when it is still there after a while.
            try {
                Thread.sleep(300);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Readiness.ready();
        }

        @Override
        public boolean isPassing(String lastLines) {
            return passing && lastLines.contains("it will pass");
        }
    }

    /// Redis as another build would start it.
    private record Changed(Program redis) implements Program {
        @Override
        public Part part() {
            return redis.part();
        }

        @Override
        public int[] ports() {
            return redis.ports();
        }

        @Override
        public void prepare() throws IOException {
            redis.prepare();
        }

        @Override
        public Launch launch() {
            Launch launch = redis.launch();
            return new Launch(
                    launch.account(),
                    launch.command(),
                    launch.environment(),
                    launch.directory(),
                    launch.orphanSignal(),
                    "another");
        }

        @Override
        public Readiness probe(long pid) {
            return redis.probe(pid);
        }
    }
}
