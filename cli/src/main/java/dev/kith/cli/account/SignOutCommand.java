package dev.kith.cli.account;

import dev.kith.cli.ExitCode;
import dev.kith.cli.Failure;
import dev.kith.cli.KithCommand;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;

/// Ends the sign-in.
@Command(name = "signout", description = "Sign this device out, here and at the server.")
public final class SignOutCommand extends KithCommand {
    @Override
    public Integer call() throws IOException, InterruptedException {
        signedIn();
        try (var kith = kith()) {
            answer(kith.signOut());
        } catch (Failure failure) {
            // Signed out there already: then here too.
            if (failure.exitCode() != ExitCode.SIGNED_OUT) {
                throw failure;
            }
        }
        session().delete();
        if (json()) {
            screen().json(Map.of("signedOut", true));
        } else {
            screen().line("Signed out.");
        }
        return ExitCode.OK;
    }
}
