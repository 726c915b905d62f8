package dev.kith.cli.group;

import dev.kith.cli.ExitCode;
import dev.kith.cli.KithCommand;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Wants to hear nothing of a group.
@Command(name = "mute", description = "Hear nothing of a group on any of your devices; its messages still come.")
final class MuteCommand extends KithCommand {
    @Parameters(paramLabel = "GROUP")
    long group;

    @Option(names = "--off", description = "Hear of it again.")
    boolean off;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var kith = kith()) {
            answer(kith.groups().setMuted(group, !off));
        }
        if (json()) {
            screen().json(Map.of("group", group, "muted", !off));
        } else {
            screen().line("Group " + group + (off ? " is heard again." : " is muted."));
        }
        return ExitCode.OK;
    }
}
