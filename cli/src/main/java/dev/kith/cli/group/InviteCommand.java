package dev.kith.cli.group;

import dev.kith.cli.ExitCode;
import dev.kith.cli.KithCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes a link.
@Command(name = "invite", description = "Make a link, by whose token others join; it is shown once.")
final class InviteCommand extends KithCommand {
    @Parameters(paramLabel = "GROUP")
    long group;

    @Option(names = "--hours", paramLabel = "N", description = "How long it works; a week unless said.")
    int hours = 168;

    @Option(names = "--uses", paramLabel = "N", description = "How many can join by it; 100 unless said.")
    int uses = 100;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var kith = kith()) {
            var invitation = answer(kith.groups().invite(group, Duration.ofHours(hours), uses));
            var token = String.valueOf(invitation.token());
            if (json()) {
                screen().json(Map.of("id", invitation.id(), "token", token, "usesLeft", invitation.usesLeft()));
            } else {
                screen().line(token);
            }
        }
        return ExitCode.OK;
    }
}
