package dev.kith.messaging.socket;

import java.util.List;
import java.util.Map;
import me.normanmaurer.maven.autobahntestsuite.AutobahnTestSuite;

/// Autobahn's fuzzing client, as a process of its own: it runs on a Python whose reactor can be started once. Leaves
/// its report in the directory it is started in.
final class FuzzingClient {
    private FuzzingClient() {}

    /// Runs some cases.
    ///
    /// @param arguments the agent's name in the report, the URL, and the cases, as `1.*`
    public static void main(String[] arguments) {
        var given = List.of(arguments);
        AutobahnTestSuite.runFuzzingClient(
                given.getFirst(), given.get(1), Map.of(), given.subList(2, given.size()), List.of());
        System.exit(0);
    }
}
