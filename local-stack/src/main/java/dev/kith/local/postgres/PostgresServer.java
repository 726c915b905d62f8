package dev.kith.local.postgres;

import dev.kith.local.stack.Directories;
import dev.kith.local.stack.Fingerprint;
import dev.kith.local.stack.JavaCommand;
import dev.kith.local.stack.Launch;
import dev.kith.local.stack.Layout;
import dev.kith.local.stack.OperatingSystem;
import dev.kith.local.stack.Part;
import dev.kith.local.stack.Ports;
import dev.kith.local.stack.Program;
import dev.kith.local.stack.Readiness;
import dev.kith.local.stack.Reason;
import dev.kith.local.stack.StackFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The PostgreSQL server with the databases of the services.
public final class PostgresServer implements Program {
    private static final String WRONG_PASSWORD = "28P01";
    private static final String UNKNOWN_ROLE = "28000";

    /// Durable as delivered (fsync and synchronous_commit stay on). The rest suits one small machine:
    /// - few and late checkpoints: after each, the first change of a page writes the whole page to the log;
    /// - no JIT, which compiles for longer than our statements run;
    /// - random_page_cost of a disk without heads.
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("listen_addresses", Ports.HOST),
            Map.entry("unix_socket_directories", ""),
            Map.entry("max_connections", "200"),
            Map.entry("shared_buffers", "256MB"),
            Map.entry("max_wal_size", "8GB"),
            Map.entry("min_wal_size", "128MB"),
            Map.entry("checkpoint_timeout", "30min"),
            Map.entry("jit", "off"),
            Map.entry("random_page_cost", "1.1"),
            Map.entry("password_encryption", "scram-sha-256"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"));

    // After a kill it has every file of its directory forced to disk before it looks at any, some two thousand, one by
    // one. Only Linux can be asked for all at once.
    private static final String SOON_BACK = "recovery_init_sync_method=syncfs";

    private final Layout layout;
    private final PostgresBinaries binaries;
    private final PostgresAccount account;
    private final Databases databases;
    private final int port;

    public PostgresServer(Layout layout, Ports ports) {
        this.layout = layout;
        this.binaries = new PostgresBinaries(layout);
        this.account = PostgresAccount.choose();
        this.port = ports.of(Part.POSTGRES);
        this.databases = new Databases(port);
    }

    @Override
    public Part part() {
        return Part.POSTGRES;
    }

    @Override
    public int[] ports() {
        return new int[] {port};
    }

    @Override
    public void prepare() throws IOException {
        binaries.unpack();
        account.requireReach(Path.of(binaries.program("postgres")), "-x");
        if (!Files.exists(cluster())) {
            initialise();
        }
        new Remains(cluster()).clear();
    }

    @Override
    public Launch launch() {
        var command = new ArrayList<>(
                List.of(binaries.program("postgres"), "-D", cluster().toString(), "-p", "" + port));
        if (OperatingSystem.isLinux()) {
            command.addAll(List.of("-c", SOON_BACK));
        }
        SETTINGS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(s -> command.addAll(List.of("-c", s.getKey() + "=" + s.getValue())));
        List<String> asked = JavaCommand.words("KITH_POSTGRES_OPTS");
        String fingerprint = Fingerprint.with(Fingerprint.of(command.toString()), asked);
        command.addAll(asked);
        return new Launch(account.wrapper(), command, Map.of(), layout.data(), "QUIT", fingerprint);
    }

    /// Ours is the one that serves our directory.
    @Override
    public Readiness probe(long pid) {
        try {
            Path served = Path.of(databases.dataDirectory());
            return Files.isSameFile(served, cluster())
                    ? Readiness.ready()
                    : new Readiness.Foreign("a PostgreSQL that serves " + served);
        } catch (SQLException e) {
            boolean stranger = WRONG_PASSWORD.equals(e.getSQLState()) || UNKNOWN_ROLE.equals(e.getSQLState());
            return stranger ? new Readiness.Foreign("another PostgreSQL") : Readiness.notYet(e);
        } catch (IOException e) {
            return new Readiness.Foreign("another PostgreSQL");
        }
    }

    @Override
    public void provision() {
        try {
            databases.create();
        } catch (SQLException e) {
            throw new StackFailure(Reason.CRASHED, "Cannot create the databases: " + e.getMessage(), e);
        }
    }

    /// Fast shutdown: clients are sent away. On SIGTERM it would wait for them.
    @Override
    public String stopSignal() {
        return "INT";
    }

    /// After a kill its children need a moment to notice and to let go of the shared memory.
    @Override
    public boolean isPassing(String lastLines) {
        return lastLines.contains("is still in use");
    }

    private Path cluster() {
        return layout.dataOf(Part.POSTGRES).resolve("cluster");
    }

    // Initialised beside its place and renamed: a command that is killed here leaves nothing that looks like a cluster.
    private void initialise() throws IOException {
        Path home = Files.createDirectories(layout.dataOf(Part.POSTGRES));
        account.own(home);
        Path beside = home.resolve("initialising");
        Directories.delete(beside);
        Path password = Files.writeString(home.resolve("password"), Databases.password(Databases.SUPERUSER));
        var process = new ProcessBuilder(account.command(
                        binaries.program("initdb"),
                        "-D",
                        beside.toString(),
                        "-U",
                        Databases.SUPERUSER,
                        "--pwfile",
                        password.toString(),
                        "-A",
                        "scram-sha-256",
                        "-E",
                        "UTF8",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--locale=C"))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        int exitCode = waitFor(process);
        Files.delete(password);
        if (exitCode != 0) {
            throw new StackFailure(Reason.CRASHED, "initdb could not make a database cluster:\n" + output.indent(4));
        }
        Files.move(beside, cluster());
    }

    private static int waitFor(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
