package dev.kith.bench;

import dev.kith.bench.away.AwayCommand;
import dev.kith.bench.chaos.ChaosCommand;
import dev.kith.bench.client.ClientCommand;
import dev.kith.bench.contacts.ContactsCommand;
import dev.kith.bench.discovery.DiscoveryCommand;
import dev.kith.bench.fanout.FanoutCommand;
import dev.kith.bench.groups.GroupsCommand;
import dev.kith.bench.join.JoinCommand;
import dev.kith.bench.messages.BacklogCommand;
import dev.kith.bench.messages.MessagesCommand;
import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.sockets.SocketsCommand;
import dev.kith.bench.world.WorldCommand;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/// `./kith bench`: one command a benchmark.
@Command(
        name = "bench",
        description = "Puts load on the running stack and tells what came of it.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {
            MessagesCommand.class,
            BacklogCommand.class,
            GroupsCommand.class,
            AwayCommand.class,
            ClientCommand.class,
            ContactsCommand.class,
            WorldCommand.class,
            JoinCommand.class,
            FanoutCommand.class,
            DiscoveryCommand.class,
            SocketsCommand.class,
            ChaosCommand.class,
            HelpCommand.class
        })
final class Bench {
    // Kept, because the logging system forgets a logger, and with it its level, that nobody holds.
    private static final Logger ROOT_LOGGER = Logger.getLogger("");

    private Bench() {}

    public static void main(String[] arguments) {
        // What Kafka's clients tell while a broker is away is of no use to the person at the terminal.
        ROOT_LOGGER.setLevel(Level.OFF);
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
