package dev.kith.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.cli.screen.Screen;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What commands there are, how each ends, and what a terminal is spared.
class KithCliTest extends CliTestCase {
    @Test
    void saysWhichCommandsThereAre() {
        int code = run("--help");

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(out).contains("signup", "contacts", "profile", "send", "listen", "watch", "Exit codes:");
        assertThat(out).doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "contacts",
                "profile",
                "profile set",
                "send",
                "send +44",
                "send +44 x --expires -1",
                "send +44 x --disappears -1",
                "send +44 x --disappears 0",
                "send +44 x --disappears 60 --after nonsense",
                "send +44 x --after nonsense",
                "send +44 x --after reading",
                "watch",
                "listen --count x",
                "contacts sync a.vcf --levels one",
                "signup +44 --code 123456",
                "signup +44 --discoverability all",
                "profile set name",
                "profile set a=b --level 1 --only-me",
                "profile set a:=b",
                "profile set a:=null",
                "profile set a=b a=c",
                "profile set a@1=b a=c",
                "profile set @1=b",
                "groups",
                "groups add 7",
                "groups members x",
                "account",
                "account number",
                "account number +44 --code 123456",
                "traces",
                "traces +44 --code 123456"
            })
    void endsWithTwoForWrongUsage(String line) throws IOException {
        signedIn();

        int code = run(line.isEmpty() ? new String[0] : line.split(" ", -1));

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(err.lines()).hasSize(1);
        assertThat(out).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "whoami",
                "contacts list",
                "contacts sync a.vcf",
                "profile show",
                "send +44 x",
                "listen",
                "watch +44",
                "block +44",
                "unblock +44",
                "account export",
                "account number +44",
                "account delete --yes",
                "signout"
            })
    void endsWithThreeWhereNobodyIsSignedIn(String line) {
        int code = run(line.split(" ", -1));

        assertThat(code).isEqualTo(ExitCode.SIGNED_OUT);
        assertThat(err).contains("kith-cli signup");
    }

    @Test
    void endsWithThreeWhenTheServerTakesTheTokenNoMore() throws IOException {
        signedIn();
        gateway.refuse("GET /v1/profile", 401, "unauthenticated");
        gateway.refuse("POST /v1/tokens", 401, "refresh-reused");

        int code = run("profile", "show");

        assertThat(code).isEqualTo(ExitCode.SIGNED_OUT);
    }

    @Test
    void endsWithFourWhenTheServerDoesNotAnswer() throws IOException {
        signedIn();
        gateway.close();

        int code = run("profile", "show");

        assertThat(code).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(err).contains("./kith up");
    }

    @Test
    void endsWithFourWhenAPartOfTheServerIsAway() throws IOException {
        signedIn();
        gateway.refuse("GET /v1/profile", 503, "unavailable");

        assertThat(run("profile", "show")).isEqualTo(ExitCode.UNREACHABLE);
    }

    @Test
    void endsWithOneForARefusal() throws IOException {
        signedIn();
        gateway.refuse("GET /v1/profiles/+49", 404, "unreachable");

        int code = run("profile", "show", "+49", "--json");

        assertThat(code).isEqualTo(ExitCode.REFUSED);
        assertThat(object(err).getAsJsonObject("error").get("code").getAsString())
                .isEqualTo("unreachable");
        assertThat(out).isEmpty();
    }

    @Test
    void isNotSpoiltByABrokenSessionFile() throws IOException {
        Files.writeString(session(), "{ nonsense");

        assertThat(run("whoami")).isEqualTo(ExitCode.SIGNED_OUT);
        assertThat(err).contains(session().toString());
    }

    @Test
    void printsNothingThatATerminalWouldActOn() throws IOException {
        signedIn();
        gateway.answer(
                "GET /v1/profiles/+49",
                "{\"address\":\"+49\",\"uid\":9,\"version\":1,\"fields\":{\"name\":\"\\u001b[2Jevil\\u0007\\u202e\"}}");

        run("profile", "show", "+49");

        assertThat(out).contains("evil").doesNotContain("\u001b", "\u0007", "\u202e");
    }

    @Test
    void isInColourOnlyOnATerminal() throws IOException {
        signedIn();
        gateway.refuse("GET /v1/profile", 503, "unavailable");

        var coloured = new StringWriter();
        var screen = new Screen(new PrintWriter(coloured), new PrintWriter(coloured), true, true);
        KithCli.run(new KithCli(environment, screen, new ByteArrayInputStream(new byte[0])), "profile", "show");
        run("profile", "show");

        assertThat(coloured.toString()).contains("\u001b[31m");
        assertThat(err).doesNotContain("\u001b");
    }
}
