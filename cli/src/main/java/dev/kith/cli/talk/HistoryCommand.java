package dev.kith.cli.talk;

import dev.kith.cli.ExitCode;
import dev.kith.cli.KithCommand;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Prints what was said.
@Command(name = "history", description = "Print messages that the server has: all, with one address, or of a group.")
public final class HistoryCommand extends KithCommand {
    @Parameters(index = "0", arity = "0..1", paramLabel = "ADDRESS")
    String address = "";

    @Option(names = "--search", paramLabel = "WORDS", description = "Only messages that have all of these words.")
    String words = "";

    @Mixin
    final Pages pages = new Pages();

    @Override
    public Integer call() throws IOException, InterruptedException {
        pages.check(address);
        var query = address.isEmpty() ? pages.query() : pages.query().withPeer(address);
        pages.print(this, words.isEmpty() ? query : query.withWords(words));
        return ExitCode.OK;
    }
}
