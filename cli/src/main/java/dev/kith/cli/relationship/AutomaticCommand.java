package dev.kith.cli.relationship;

import dev.kith.cli.ExitCode;
import dev.kith.cli.Failure;
import dev.kith.cli.KithCommand;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Whether the user follows by themselves.
@Command(
        name = "automatic",
        description = "Whether you follow who writes to you and whose profile you open. It grants them nothing.")
final class AutomaticCommand extends KithCommand {
    private static final String ON = "on";
    private static final String OFF = "off";

    @Parameters(paramLabel = "ON|OFF", arity = "0..1", description = "on or off; without: as it is.")
    String wanted = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!List.of("", ON, OFF).contains(wanted)) {
            throw Failure.usage("relationships automatic on, or off");
        }
        boolean on;
        try (var kith = kith()) {
            if (wanted.isEmpty()) {
                on = answer(kith.getAutoContactSync());
            } else {
                on = wanted.equals(ON);
                answer(kith.setAutoContactSync(on));
            }
        }
        if (json()) {
            screen().json(Map.of("automatic", on));
        } else {
            screen().line(
                            on
                                    ? "You follow who writes to you and whose profile you open."
                                    : "You follow whom you choose alone.");
        }
        return ExitCode.OK;
    }
}
