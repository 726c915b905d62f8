package dev.kith.cli.account;

import com.google.gson.JsonParser;
import dev.kith.cli.ExitCode;
import dev.kith.cli.Failure;
import dev.kith.cli.KithCommand;
import dev.kith.cli.session.Numbers;
import dev.kith.client.KithException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a command comes by the one-time code that was sent to a number.
final class CodeOptions {
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

    void check() {
        if (code != null && verification == null) {
            throw Failure.usage("--code needs --verification ID, which the call that asked for the code printed.");
        }
    }

    /// A verification that waits for its code.
    ///
    /// @param again how to go on when there is nobody to ask, before `--verification`
    record Pending(
            String id,
            String server,
            String phone,
            @Nullable String region,
            String again) {}

    String codeFor(KithCommand command, Pending pending) throws IOException, InterruptedException {
        if (code != null) {
            return code;
        }
        if (developmentCode) {
            return developmentCode(pending.server(), pending.phone(), pending.region());
        }
        var answer = command.root().ask("The code that was sent to " + pending.phone() + ": ");
        if (answer.isEmpty()) {
            throw new Failure(
                    ExitCode.REFUSED,
                    "code-needed",
                    "A code was sent. Go on with: " + pending.again() + " --verification " + pending.id()
                            + " --code CODE");
        }
        return answer;
    }

    private static String developmentCode(String server, String phone, @Nullable String region)
            throws IOException, InterruptedException {
        var number = Numbers.canonical(phone, region)
                .orElseThrow(() -> Failure.usage("--dev-code needs a number with country code, or --region."));
        var url = URI.create(
                server.replaceFirst("/+$", "") + "/dev/codes/" + URLEncoder.encode(number, StandardCharsets.UTF_8));
        var request =
                HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(10)).build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                return JsonParser.parseString(answer.body())
                        .getAsJsonObject()
                        .get("code")
                        .getAsString();
            }
        } catch (IOException lost) {
            throw Failure.of(KithException.noAnswer("No answer from " + server + ".", lost), server);
        }
        throw new Failure(ExitCode.REFUSED, "no-dev-code", "This server shows no codes; leave --dev-code out.");
    }
}
