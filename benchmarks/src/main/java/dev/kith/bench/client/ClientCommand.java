package dev.kith.bench.client;

import dev.kith.bench.away.FullInbox;
import dev.kith.bench.away.FullInbox.Writer;
import dev.kith.bench.load.Abreast;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.report.Bounds;
import dev.kith.bench.report.Output;
import dev.kith.bench.report.Report;
import dev.kith.bench.stack.Target;
import dev.kith.bench.stack.Tenant;
import dev.kith.bench.world.Database;
import dev.kith.local.stack.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `bench client`.
@Command(
        name = "client",
        description = "The Java SDK on a device: first sync, coming back, and what it shows without a connection.",
        footer = {
            "",
            "Exit code: 0 all well, 1 something was missing, doubled or not found, 2 wrong option, 3 no stack, 4 not"
                    + " finished."
        })
public final class ClientCommand implements Callable<Integer> {
    private static final int CALLS_AT_ONCE = 8;
    private static final int WRITERS = 50;
    private static final long FIRST_NUMBER = 491_510_000_000L;

    @Mixin
    private Target target = new Target();

    @Mixin
    private Database database = new Database();

    @Mixin
    private Output output = new Output();

    @Option(names = "--messages", defaultValue = "10000", description = "In the inbox at the start (${DEFAULT-VALUE}).")
    private int messages;

    @Option(names = "--book", defaultValue = "1000", description = "Numbers in the phone book (${DEFAULT-VALUE}).")
    private int book;

    @Option(names = "--stored", defaultValue = "100000", description = "Messages to search (${DEFAULT-VALUE}).")
    private int stored;

    @Option(names = "--conversations", defaultValue = "10000", description = "Of so many people (${DEFAULT-VALUE}).")
    private int conversations;

    @Option(names = "--rounds", defaultValue = "20", description = "How often is asked (${DEFAULT-VALUE}).")
    private int rounds;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        Bounds.check("--messages", messages, 1, 200_000);
        Bounds.check("--book", book, 1, 10_000);
        Bounds.check("--stored", stored, 1, 1_000_000);
        Bounds.check("--conversations", conversations, 2, stored);
        Bounds.check("--rounds", rounds, 1, 1_000);
        var directory = Files.createTempDirectory("kith-bench-client");
        try {
            var started = newDevice(directory.resolve("device"));
            output.progress().step("Filling a database");
            var file = directory.resolve("stored.db");
            StoredMessages.fill(file, stored, conversations);
            output.progress().step("Asking it");
            var shown = OnDevice.measure(file, stored, conversations, rounds);
            output.print(report(started, shown));
            return (shown.sound() && started.told() == messages ? ExitCode.OK : ExitCode.BROKEN).number();
        } finally {
            delete(directory);
        }
    }

    private NewDevice newDevice(Path directory) throws IOException, InterruptedException, SQLException {
        try (var gateway = target.open();
                var tables = database.connect(Part.MESSAGING)) {
            var tenant = Tenant.open(gateway, target.rootKey(), "benchmark client");
            var run = Integer.toHexString(ThreadLocalRandom.current().nextInt());
            output.progress().step("Filling the inbox");
            var of = new Abreast(CALLS_AT_ONCE, done -> output.progress().at("writers", done, WRITERS))
                    .all(WRITERS, i -> {
                        var address = "writer-%s-%d".formatted(run, i);
                        return new Writer(tenant.create(address), address);
                    });
            var owner = tenant.member("client-" + run);
            new FullInbox(tables).fill(owner.uid(), of, messages);
            output.progress().step("Starting the device");
            return NewDevice.measure(gateway.base(), owner, directory, messages, numbers());
        }
    }

    private List<String> numbers() {
        return IntStream.range(0, book).mapToObj(i -> "+" + (FIRST_NUMBER + i)).toList();
    }

    private Report report(NewDevice started, OnDevice shown) {
        return new Report("The Java SDK on a device")
                .count("messages", "messages in the inbox", messages)
                .count("book", "numbers in the phone book", book)
                .millis("firstSyncMs", "first sync of both", started.firstSyncMillis())
                .millis("resumedMs", "online again, from the start", started.resumedMillis())
                .number("heapMib", "heap in use when idle, this program included", started.heapMib(), "MiB")
                .count("told", "messages told", started.told())
                .count("stored", "messages in a database", stored)
                .count("conversations", "conversations in it", conversations)
                .millis("searchCommonMs", "words that all have, worst", shown.commonMillis())
                .millis("searchRareMs", "a word that few have, worst", shown.rareMillis())
                .millis("searchOneMs", "in one conversation, worst", shown.inConversationMillis())
                .millis("listMs", "all conversations, worst", shown.listMillis());
    }

    private static void delete(Path directory) throws IOException {
        try (var all = Files.walk(directory)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
