package dev.kith.bench;

import dev.kith.bench.contacts.ContactsCommand;
import dev.kith.bench.messages.MessagesCommand;
import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/// `./kith bench`: one command a benchmark.
@Command(
        name = "bench",
        description = "Puts load on the running stack and tells what came of it.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {MessagesCommand.class, ContactsCommand.class, HelpCommand.class})
final class Bench {
    private Bench() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        var commands = new CommandLine(new Bench());
        commands.getSubcommands().values().forEach(c -> c.getCommandSpec().mixinStandardHelpOptions(true));
        return commands.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof BenchFailure known) {
                command.getErr().println("bench: " + known.getMessage());
                return known.exitCode().number();
            }
            failure.printStackTrace(command.getErr());
            return ExitCode.INCOMPLETE.number();
        });
    }
}
