package dev.kith.cli.chat;

import dev.kith.cli.Failure;
import dev.kith.cli.KithCommand;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// A messenger in the terminal.
@Command(
        name = "chat",
        description = "Write and read in the terminal: your conversations, who types, how far your messages are."
                + " /help there lists the commands. What you write without a connection is sent later.")
public final class ChatCommand extends KithCommand {
    @Parameters(paramLabel = "WHO", arity = "0..1", description = "An address, or a name from your conversations.")
    String who = "";

    @Option(names = "--group", paramLabel = "NUMBER", description = "Open this group.")
    long group;

    @Option(names = "--plain", description = "Only lines, as on a terminal that can do no more.")
    boolean plain;

    @Override
    public Integer call() throws IOException {
        if (json()) {
            throw Failure.usage("chat is for people; scripts take listen --json and send --json.");
        }
        if (group != 0 && !who.isEmpty()) {
            throw Failure.usage("Somebody, or --group: not both.");
        }
        var people = new People(names(), signedIn().address());
        var first = group == 0 ? who : "group:" + group;
        try (var desk = new Desk();
                var kith = kith();
                var face = face()) {
            kith.setPath(session().state(signedIn().uid()));
            // What was said before this device was there is read when it is looked at.
            kith.setHistoryOnDemand(true);
            // A killed terminal: what was shown is stored as shown before the process ends.
            Runtime.getRuntime().addShutdownHook(new Thread(kith::close, "close"));
            return new Chat(kith, server(), desk, face, screen(), people, Clock.system(ZoneId.systemDefault()))
                    .run(first);
        }
    }

    private Face face() {
        if (!plain
                && screen().isTerminal()
                && !"dumb".equals(settings().variable("TERM").orElse(""))) {
            try {
                return new TerminalFace(
                        TerminalBuilder.builder().system(true).dumb(false).build(), screen());
            } catch (IOException | IllegalStateException noTerminal) {
                // Then lines.
            }
        }
        return new LineFace(screen(), root()::nextLine);
    }
}
