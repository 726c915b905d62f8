package dev.kith.cli.talk;

import dev.kith.cli.Failure;
import dev.kith.cli.KithCommand;
import dev.kith.client.HistoryQuery;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Option;

/// So many messages of a question to the server, the newest last, as on a screen.
final class Pages {
    private static final int MOST_AT_ONCE = 200;

    @Option(names = "--group", paramLabel = "NUMBER", description = "Only those of this group.")
    long group;

    @Option(names = "--count", paramLabel = "N", description = "So many, the newest; 20 unless said.")
    int count = 20;

    @Option(names = "--skip", paramLabel = "N", description = "Not the newest N of them but those before.")
    int skip;

    /// All messages, of the group if one was named.
    HistoryQuery query() {
        return group == 0 ? HistoryQuery.all() : HistoryQuery.all().inGroup(group);
    }

    void check(String address) {
        if (count < 1 || skip < 0) {
            throw Failure.usage("--count is 1 or more, and --skip 0 or more.");
        }
        if (group != 0 && !address.isEmpty()) {
            throw Failure.usage("An address, or --group: not both.");
        }
    }

    void print(KithCommand by, HistoryQuery query) throws IOException, InterruptedException {
        var told = new Told(by.screen(), by.json(), by.names());
        boolean incomplete = false;
        int left = skip;
        try (var kith = by.kith()) {
            var next = Optional.of(query);
            while (next.isPresent() && told.size() < count) {
                int wanted = Math.min(MOST_AT_ONCE, left + count - told.size());
                var page = by.answer(kith.history().read(next.get().withLimit(wanted)));
                int skipped = Math.min(left, page.messages().size());
                left -= skipped;
                page.messages().stream()
                        .skip(skipped)
                        .limit(count - told.size())
                        .forEach(told::add);
                incomplete |= page.incomplete();
                next = page.next();
            }
        }
        told.print();
        if (incomplete && !by.json()) {
            by.screen().line("The newest messages are still to be looked through; ask once more.");
        }
    }
}
