package dev.kith.cli.talk;

import dev.kith.cli.ExitCode;
import dev.kith.cli.Failure;
import dev.kith.cli.KithCommand;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Finds messages.
@Command(
        name = "search",
        description = "Find messages that have all of these words: search dinner '\"on friday\"' -- -work")
public final class SearchCommand extends KithCommand {
    @Parameters(arity = "1..*", paramLabel = "WORD")
    List<String> words = List.of();

    @Option(names = "--with", paramLabel = "ADDRESS", description = "Only those with this address.")
    String address = "";

    @Mixin
    final Pages pages = new Pages();

    @Override
    public Integer call() throws IOException, InterruptedException {
        pages.check(address);
        var sought = String.join(" ", words).strip();
        if (sought.isEmpty()) {
            throw Failure.usage("Search for which words?");
        }
        var query = address.isEmpty() ? pages.query() : pages.query().withPeer(address);
        pages.print(this, query.withWords(sought));
        return ExitCode.OK;
    }
}
