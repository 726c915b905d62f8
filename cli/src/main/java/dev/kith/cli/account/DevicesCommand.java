package dev.kith.cli.account;

import dev.kith.cli.ExitCode;
import dev.kith.cli.Failure;
import dev.kith.cli.KithCommand;
import dev.kith.client.OwnDevice;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Where the user is signed in.
@Command(
        name = "devices",
        description = "Where you are signed in; sign one out.",
        subcommands = {DevicesCommand.Listing.class, DevicesCommand.SignOut.class})
public final class DevicesCommand extends KithCommand {
    @Override
    public Integer call() {
        throw Failure.usage("devices list, or devices signout ID");
    }

    /// All of them.
    @Command(name = "list", description = "Where you are signed in, and since when.")
    static final class Listing extends KithCommand {
        @Override
        public Integer call() throws IOException, InterruptedException {
            try (var kith = kith()) {
                var devices = answer(kith.getDevices());
                if (json()) {
                    screen().json(Map.of(
                            "devices", devices.stream().map(Listing::object).toList()));
                } else {
                    screen().table(
                                    List.of("id", "name", "since", "last seen", ""),
                                    devices.stream().map(Listing::row).toList());
                }
            }
            return ExitCode.OK;
        }

        private static List<String> row(OwnDevice device) {
            return List.of(
                    device.id(),
                    device.name(),
                    text(device.created()),
                    text(device.seen()),
                    device.current() ? "this one" : "");
        }

        private static String text(@Nullable Instant at) {
            return at == null ? "" : at.toString();
        }

        private static Map<String, Object> object(OwnDevice device) {
            var out = new LinkedHashMap<String, Object>();
            out.put("id", device.id());
            out.put("name", device.name());
            out.put("createdAt", text(device.created()));
            out.put("seenAt", text(device.seen()));
            out.put("current", device.current());
            return out;
        }
    }

    /// Ends one.
    @Command(name = "signout", description = "Sign out another device of yours; its connection ends at once.")
    static final class SignOut extends KithCommand {
        @Parameters(paramLabel = "ID", description = "As devices list shows it.")
        String id = "";

        @Override
        public Integer call() throws IOException, InterruptedException {
            try (var kith = kith()) {
                answer(kith.signOutDevice(id));
            }
            if (json()) {
                screen().json(Map.of("id", id, "signedOut", true));
            } else {
                screen().line("Signed out.");
            }
            return ExitCode.OK;
        }
    }
}
