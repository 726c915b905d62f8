package dev.kith.cli.account;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonParser;
import dev.kith.cli.ExitCode;
import dev.kith.cli.Failure;
import dev.kith.cli.KithCommand;
import dev.kith.cli.session.Session;
import dev.kith.client.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What users do about their own account.
@Command(
        name = "account",
        description = "Who finds you, all that the server holds of you, another number, the end of the account.",
        subcommands = {
            DiscoverabilityCommand.class,
            AccountCommand.Export.class,
            AccountCommand.NewNumber.class,
            AccountCommand.Delete.class
        })
public final class AccountCommand extends KithCommand {
    @Override
    public Integer call() {
        throw Failure.usage("account discoverability [WHO], account export, account number PHONE, or account delete");
    }

    /// All that the server holds of the user.
    @Command(name = "export", description = "All that the server holds of you, as JSON.")
    static final class Export extends KithCommand {
        @Parameters(arity = "0..1", paramLabel = "FILE", description = "Where to; else it is printed.")
        @Nullable
        Path file;

        @Override
        public Integer call() throws IOException, InterruptedException {
            try (var kith = kith()) {
                var export = JsonParser.parseString(answer(kith.exportAccount()));
                var gson = new GsonBuilder().disableHtmlEscaping();
                if (file == null) {
                    screen().line((json() ? gson : gson.setPrettyPrinting())
                            .create()
                            .toJson(export));
                } else {
                    Files.writeString(file, gson.setPrettyPrinting().create().toJson(export) + "\n");
                    screen().line("Written to " + file + ".");
                }
            }
            return ExitCode.OK;
        }
    }

    /// Another number for the account.
    @Command(name = "number", description = "Change your number; contacts who hold each other are told.")
    static final class NewNumber extends KithCommand {
        @Parameters(paramLabel = "PHONE", description = "The new one, best with + and country code.")
        String phone = "";

        @Option(names = "--region", paramLabel = "XX", description = "Of a number without country code.")
        @Nullable
        String region;

        @Mixin
        final CodeOptions options = new CodeOptions();

        @Override
        public Integer call() throws IOException, InterruptedException {
            options.check();
            var content = signedIn();
            try (var kith = kith()) {
                var pending = options.verification != null
                        ? new Verification(options.verification)
                        : answer(kith.requestNumber(phone, region));
                var code = options.codeFor(
                        this,
                        new CodeOptions.Pending(
                                pending.id(), server(), phone, region, "kith-cli account number " + phone));
                keep(content, answer(kith.confirmNumber(pending, code)));
            }
            return ExitCode.OK;
        }

        private void keep(Session.Content before, String address) throws IOException {
            var now = session().read().orElse(before); // the tokens may have been renewed meanwhile
            session()
                    .write(new Session.Content(
                            now.server(), now.uid(), address, now.region(), now.accessToken(), now.refreshToken()));
            if (json()) {
                screen().json(Map.of("address", address));
            } else {
                screen().line("Your number is " + address + " now.");
            }
        }
    }

    /// The end of the account.
    @Command(name = "delete", description = "Delete your account everywhere, for good.")
    static final class Delete extends KithCommand {
        @Option(names = "--yes", description = "Do not ask.")
        boolean sure;

        @Override
        public Integer call() throws IOException, InterruptedException {
            var address = signedIn().address();
            if (!sure
                    && !root().ask("Type your number, " + address + ", to delete the account: ")
                            .equals(address)) {
                throw new Failure(ExitCode.REFUSED, "not-confirmed", "Nothing was deleted.");
            }
            try (var kith = kith()) {
                answer(kith.deleteAccount(address));
            }
            session().delete();
            if (json()) {
                screen().json(Map.of("deleted", address));
            } else {
                screen().line("The account is deleted.");
            }
            return ExitCode.OK;
        }
    }
}
