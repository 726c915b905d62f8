package dev.kith.local.postgres;

import dev.kith.local.stack.OperatingSystem;
import dev.kith.local.stack.Reason;
import dev.kith.local.stack.StackFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The account under which PostgreSQL runs. It refuses root, and refuses users without a name; both it meets in
/// containers. A user namespace of its own satisfies it; where none is allowed, root hands over to `nobody`.
///
/// @param wrapper what its commands are wrapped in
/// @param owner who must own its files; empty: we ourselves
record PostgresAccount(List<String> wrapper, String owner) {
    private static final List<String> NAMESPACE = List.of("unshare", "-U");
    private static final List<String> NOBODY =
            List.of("setpriv", "--reuid", "nobody", "--regid", "65534", "--clear-groups", "--");

    /// @throws StackFailure when this machine offers no way
    static PostgresAccount choose() {
        boolean named = OperatingSystem.succeeds(List.of("id", "-un"));
        if (!OperatingSystem.isRoot() && named) {
            return new PostgresAccount(List.of(), "");
        }
        if (OperatingSystem.succeeds(List.of("unshare", "-U", "true"))) {
            return new PostgresAccount(NAMESPACE, "");
        }
        if (OperatingSystem.isRoot() && OperatingSystem.has("setpriv")) {
            return new PostgresAccount(NOBODY, "nobody");
        }
        throw new StackFailure(
                Reason.ENVIRONMENT,
                "PostgreSQL runs neither as root nor as a user without a name, and this machine allows no user namespace. Run ./kith as an ordinary user.");
    }

    List<String> command(String... words) {
        var command = new ArrayList<>(wrapper);
        command.addAll(List.of(words));
        return command;
    }

    /// Gives the directory to the account and makes sure that it gets there.
    void own(Path directory) throws IOException {
        if (owner.isEmpty()) {
            return;
        }
        Files.setOwner(
                directory,
                directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner));
        requireReach(directory, "-w");
    }

    /// Makes sure that the account can use this file or directory.
    void requireReach(Path path, String test) {
        if (!owner.isEmpty() && !OperatingSystem.succeeds(command("test", test, path.toString()))) {
            throw new StackFailure(
                    Reason.ENVIRONMENT,
                    "PostgreSQL must run as user nobody here (we are root, and user namespaces are not allowed), and nobody cannot reach %s. Run ./kith as an ordinary user, or choose directories that all can enter: KITH_CACHE=/var/tmp/kith-cache ./kith up --data /var/tmp/kith."
                            .formatted(path));
        }
    }
}
