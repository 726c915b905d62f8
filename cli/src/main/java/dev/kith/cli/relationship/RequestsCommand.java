package dev.kith.cli.relationship;

import dev.kith.cli.ExitCode;
import dev.kith.cli.Failure;
import dev.kith.cli.KithCommand;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Strangers who ask to be let in.
@Command(
        name = "requests",
        description = "Strangers who ask to be let in.",
        subcommands = {RequestsCommand.Listing.class, RequestsCommand.Accepting.class, RequestsCommand.Declining.class})
public final class RequestsCommand extends KithCommand {
    @Override
    public Integer call() {
        throw Failure.usage("requests list");
    }

    /// All that are open.
    @Command(name = "list", description = "Who waits for an answer, the latest first.")
    static final class Listing extends KithCommand {
        @Override
        public Integer call() throws IOException, InterruptedException {
            try (var kith = kith()) {
                var requests = answer(kith.requests().list());
                if (json()) {
                    screen().json(Map.of(
                            "requests",
                            requests.stream()
                                    .map(one -> Map.of(
                                            "address",
                                            one.address(),
                                            "since",
                                            one.since().toString()))
                                    .toList()));
                } else if (requests.isEmpty()) {
                    screen().line("Nobody is waiting.");
                } else {
                    var names = names();
                    screen().table(
                                    List.of("name", "address", "since"),
                                    requests.stream()
                                            .map(one -> List.of(
                                                    names.of(one.address()),
                                                    one.address(),
                                                    one.since().toString()))
                                            .toList());
                }
            }
            return ExitCode.OK;
        }
    }

    /// Lets somebody in.
    @Command(name = "accept", description = "Let somebody in, from their next message on.")
    static final class Accepting extends KithCommand {
        @Parameters(paramLabel = "ADDRESS")
        String address = "";

        @Override
        public Integer call() throws IOException, InterruptedException {
            try (var kith = kith()) {
                answer(kith.requests().accept(address));
            }
            if (json()) {
                screen().json(Map.of("address", address, "accepted", true));
            } else {
                screen().line(names().label(address) + " can write to you.");
            }
            return ExitCode.OK;
        }
    }

    /// Keeps somebody out, who does not notice.
    @Command(name = "decline", description = "Hear no more of somebody, who does not notice.")
    static final class Declining extends KithCommand {
        @Parameters(paramLabel = "ADDRESS")
        String address = "";

        @Override
        public Integer call() throws IOException, InterruptedException {
            try (var kith = kith()) {
                answer(kith.requests().decline(address));
            }
            if (json()) {
                screen().json(Map.of("address", address, "accepted", false));
            } else {
                screen().line(names().label(address) + " will not be heard, and is not told.");
            }
            return ExitCode.OK;
        }
    }
}
