package dev.kith.cli.account;

import dev.kith.cli.ExitCode;
import dev.kith.cli.Failure;
import dev.kith.cli.KithCommand;
import dev.kith.cli.screen.Screen;
import dev.kith.cli.session.Session;
import dev.kith.client.Discoverability;
import dev.kith.client.Kith;
import dev.kith.client.Newcomer;
import dev.kith.client.SignIn;
import dev.kith.client.Verification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Signs this device in by a one-time code, and up if the number is new.
@Command(name = "signup", description = "Sign in by phone; a new number becomes a user.")
public final class SignUpCommand extends KithCommand {
    private static final int LONGEST_DEVICE_NAME = 64;

    @Parameters(paramLabel = "PHONE", description = "Best with + and country code.")
    String phone = "";

    @Option(names = "--region", paramLabel = "XX", description = "Of a number without country code, and of your books.")
    @Nullable
    String region;

    @Option(names = "--name", description = "What others see, if you are new.")
    @Nullable
    String name;

    @Option(
            names = "--discoverability",
            paramLabel = "WHO",
            description =
                    "Who finds you by your number, if you are new: everyone, contacts (they are in your book) or nobody.")
    @Nullable
    String discoverability;

    @Mixin
    final CodeOptions options = new CodeOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        options.check();
        var newcomer = new Newcomer(name, choice());
        var server = settings().serverForSignUp();
        try (var kith = new Kith()) {
            kith.setServer(server);
            var pending = options.verification != null
                    ? new Verification(options.verification)
                    : answer(kith.requestCode(settings().app(), phone, region));
            var code = options.codeFor(
                    this, new CodeOptions.Pending(pending.id(), server, phone, region, "kith-cli signup " + phone));
            var signIn = answer(kith.confirmCode(pending, code, deviceName(), newcomer));
            keep(kith, signIn, server);
        }
        return ExitCode.OK;
    }

    private @Nullable Discoverability choice() {
        if (discoverability == null) {
            return null;
        }
        return DiscoverabilityCommand.parsed(discoverability);
    }

    private void keep(Kith kith, SignIn signIn, String server) throws IOException, InterruptedException {
        var tokens = signIn.tokens();
        var file = session();
        file.write(new Session.Content(server, signIn.uid(), phone, region, tokens.access(), tokens.refresh()));
        var address = ownAddress(kith);
        file.write(new Session.Content(server, signIn.uid(), address, region, tokens.access(), tokens.refresh()));
        if (json()) {
            var out = new LinkedHashMap<String, Object>();
            out.put("uid", signIn.uid());
            out.put("address", address);
            out.put("device", signIn.device());
            out.put("created", signIn.created());
            screen().json(out);
        } else {
            screen().line(screen().paint(Screen.Colour.GREEN, signIn.created() ? "Welcome. " : "Welcome back. ")
                    + "You are " + address + " on " + server + ".");
            screen().line("Next: kith-cli contacts sync FILE.vcf, kith-cli listen");
        }
    }

    /// In its canonical spelling, as soon as the profile is there; until then as it was typed.
    private String ownAddress(Kith kith) throws IOException, InterruptedException {
        try {
            var address = answer(kith.getSelfProfile()).address();
            return address.isEmpty() ? phone : address;
        } catch (Failure notYet) {
            return phone;
        }
    }

    private static String deviceName() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            host = "a computer";
        }
        var name = "kith-cli on " + host;
        return name.substring(0, Math.min(name.length(), LONGEST_DEVICE_NAME));
    }
}
