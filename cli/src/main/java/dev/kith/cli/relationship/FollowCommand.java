package dev.kith.cli.relationship;

import dev.kith.cli.ExitCode;
import dev.kith.cli.KithCommand;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Says whose profile the user wants to hear of.
@Command(name = "follow", description = "Hear of changes of somebody's profile, or no more.")
public final class FollowCommand extends KithCommand {
    @Parameters(paramLabel = "ADDRESS")
    String address = "";

    @Option(names = "--stop", description = "No more.")
    boolean stop;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var kith = kith()) {
            answer(kith.getProfile(address).subscribe(!stop).save());
        }
        if (json()) {
            screen().json(Map.of("address", address, "subscribed", !stop));
        } else {
            screen().line((stop ? "You follow no more: " : "You follow ") + names().label(address) + ".");
        }
        return ExitCode.OK;
    }
}
