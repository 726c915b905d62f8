package dev.kith.cli.account;

import dev.kith.cli.ExitCode;
import dev.kith.cli.Failure;
import dev.kith.cli.KithCommand;
import dev.kith.client.Discoverability;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Who finds the user by their number.
@Command(name = "discoverability", description = "Show or say who finds you by your number.")
final class DiscoverabilityCommand extends KithCommand {
    @Parameters(
            paramLabel = "WHO",
            arity = "0..1",
            description = "everyone, contacts (they are in your book) or nobody; without: as it is.")
    String who = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        var wanted = who.isEmpty() ? null : parsed(who);
        try (var kith = kith()) {
            var now = answer(wanted == null ? kith.getDiscoverability() : kith.setDiscoverability(wanted));
            if (json()) {
                screen().json(Map.of("discoverability", now.slug()));
            } else {
                screen().line(
                                switch (now) {
                                    case EVERYONE -> "Everyone who has your number finds you.";
                                    case CONTACTS -> "Those who are in your book find you.";
                                    case NOBODY -> "Nobody finds you by your number.";
                                });
            }
        }
        return ExitCode.OK;
    }

    static Discoverability parsed(String slug) {
        try {
            return Discoverability.ofSlug(slug);
        } catch (IllegalArgumentException none) {
            throw Failure.usage("Discoverability is everyone, contacts or nobody.");
        }
    }
}
