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
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

    @Option(names = "--code", description = "The code, if you have it already; else you are asked for it.")
    @Nullable
    String code;

    @Option(
            names = "--verification",
            paramLabel = "ID",
            description = "With --code: which one, as an earlier call said.")
    @Nullable
    String verification;

    @Option(names = "--dev-code", description = "Read the code from a local development stack.")
    boolean developmentCode;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (code != null && verification == null) {
            throw Failure.usage("--code needs --verification ID, which the call that asked for the code printed.");
        }
        var newcomer = new Newcomer(name, choice());
        var server = settings().serverForSignUp();
        try (var kith = new Kith()) {
            kith.setServer(server);
            var pending = verification != null
                    ? new dev.kith.client.Verification(verification)
                    : answer(kith.requestCode(settings().app(), phone, region));
            var signIn = answer(kith.confirmCode(pending, codeFor(pending.id(), server), deviceName(), newcomer));
            keep(kith, signIn, server);
        }
        return ExitCode.OK;
    }

    private @Nullable Discoverability choice() {
        if (discoverability == null) {
            return null;
        }
        try {
            return Discoverability.ofSlug(discoverability);
        } catch (IllegalArgumentException none) {
            throw Failure.usage("--discoverability is everyone, contacts or nobody.");
        }
    }

    private String codeFor(String id, String server) throws IOException, InterruptedException {
        if (code != null) {
            return code;
        }
        if (developmentCode) {
            return CodeOptions.developmentCode(server, phone, region);
        }
        var answer = root().ask("The code that was sent to " + phone + ": ");
        if (answer.isEmpty()) {
            throw new Failure(
                    ExitCode.REFUSED,
                    "code-needed",
                    "A code was sent. Go on with: kith-cli signup " + phone + " --verification " + id + " --code CODE");
        }
        return answer;
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
