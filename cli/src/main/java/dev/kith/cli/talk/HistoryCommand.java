package dev.kith.cli.talk;

import dev.kith.cli.ExitCode;
import dev.kith.cli.Failure;
import dev.kith.cli.KithCommand;
import dev.kith.client.HistoryQuery;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Prints what was said, the newest last, as on a screen.
@Command(name = "history", description = "Print messages that the server has: all, with one address, or with words.")
public final class HistoryCommand extends KithCommand {
    private static final int MOST_AT_ONCE = 200;

    @Parameters(index = "0", arity = "0..1", paramLabel = "ADDRESS")
    String address = "";

    @Option(names = "--search", paramLabel = "WORDS", description = "Only messages that have all of these words.")
    String words = "";

    @Option(names = "--count", paramLabel = "N", description = "So many, the newest; 20 unless said.")
    int count = 20;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (count < 1) {
            throw Failure.usage("--count is 1 or more.");
        }
        var query = HistoryQuery.all();
        query = address.isEmpty() ? query : query.withPeer(address);
        query = words.isEmpty() ? query : query.withWords(words);
        var told = new Told(screen(), json(), names());
        boolean incomplete = false;
        try (var kith = kith()) {
            var next = Optional.of(query);
            while (next.isPresent() && told.size() < count) {
                var page =
                        answer(kith.history().read(next.get().withLimit(Math.min(MOST_AT_ONCE, count - told.size()))));
                page.messages().forEach(told::add);
                incomplete |= page.incomplete();
                next = page.next();
            }
        }
        told.print();
        if (incomplete && !json()) {
            screen().line("The newest messages are still to be looked through; ask once more.");
        }
        return ExitCode.OK;
    }
}
