package dev.kith.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.local.testing.Checkouts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The script `kith`: what it finds, what it hands on, what it says.
class ScriptTest extends ScriptTestCase {
    @Test
    void tellsWhatItCanDo() throws Exception {
        assertThat(kith("--help").exitCode()).isZero();
        assertThat(kith("--help").out()).contains("./kith demo", "./kith test", "Exit codes");
        assertThat(kith().exitCode()).isEqualTo(2);
        assertThat(kith().out()).contains("./kith demo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "test", "up", "down", "status", "logs", "dev", "dead-letters", "clean"})
    void tellsMoreAboutEachCommand(String command) throws Exception {
        assertThat(kith(command, "--help").exitCode()).isZero();
        assertThat(kith(command, "--help").out()).startsWith("./kith " + command);
        assertThat(kith("help", command).out()).startsWith("./kith " + command);
    }

    @ParameterizedTest
    @CsvSource({
        "fly, there is no command fly",
        "up --data, --data needs a directory",
        "up --port-offset x, '--port-offset needs a number, not x'",
        "logs nobody, no part is called nobody",
        "logs auth gateway, name one part",
        "logs -n x, -n needs a number",
        "clean --quick, unknown option --quick",
    })
    void refusesWhatItDoesNotKnow(String line, String message) throws Exception {
        jdk("25", "25.0.1");

        var ended = kith(line.split(" ", -1));

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains(message);
    }

    @ParameterizedTest
    @CsvSource({"demo nothing.vcf, there is no file nothing.vcf", "dev gateway, no service is called gateway"})
    void refusesWhatIsNotThere(String line, String message) throws Exception {
        jdk("25", "25.0.1");

        var ended = kith(line.split(" ", -1));

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains(message);
    }

    @Test
    void takesTheJdkOfJavaHome() throws Exception {
        Path wanted = jdk("elsewhere/jdk 26", "26");
        jdk("25", "25.0.1");
        environment.put("JAVA_HOME", wanted.toString());

        assertThat(kith("status").out()).startsWith(wanted.toString());
    }

    @Test
    void takesTheJdkOnThePath() throws Exception {
        Path wanted = jdk("elsewhere/25", "25.0.3");
        Path between = temporary.resolve("java-link");
        Files.createSymbolicLink(between, wanted.resolve("bin/java"));
        Files.createSymbolicLink(bin.resolve("java"), between);

        assertThat(kith("status").out()).startsWith(wanted.toRealPath().toString());
    }

    @Test
    void findsAJdkInTheUsualPlacesWhenJavaHomeIsTooOld() throws Exception {
        environment.put("JAVA_HOME", jdk("elsewhere/17", "17.0.15").toString());
        jdk("21", "21.0.2");
        jre("25-jre");
        Path wanted = jdk("25", "25.0.1");

        assertThat(kith("status").out()).startsWith(wanted.toString());
    }

    @Test
    void saysInOneLineHowToGetAJdk() throws Exception {
        environment.put("JAVA_HOME", jdk("elsewhere/17", "17.0.15").toString());
        jdk("21", "21.0.2");

        var ended = kith("up");

        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.err().strip().lines()).hasSize(1);
        assertThat(ended.err())
                .contains("a JDK 25 or newer is needed", "found 17 in", "21 in", "adoptium", "JAVA_HOME");
    }

    @Test
    void saysInOneLineHowToGetMaven() throws Exception {
        jdk("25", "25.0.1");

        var none = kith("test");
        maven("3.6.3");
        var old = kith("test");

        assertThat(none.exitCode()).isEqualTo(3);
        assertThat(none.err().strip().lines()).hasSize(1);
        assertThat(none.err()).contains("there is no mvn on the PATH");
        assertThat(old.exitCode()).isEqualTo(3);
        assertThat(old.err()).contains("Maven 3.8.7 or newer is needed", "is 3.6.3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.8.7", "3.9.11", "4.0.0", "3.10.0"})
    void testsWithMaven(String version) throws Exception {
        Path jdk = jdk("25", "25.0.1");
        maven(version);

        assertThat(kith("test", "--all", "-pl", "local-stack").out().lines())
                .containsExactly(
                        "mvn -B -ntp -q -Pall -pl local-stack spotless:check with " + jdk + " in " + Checkouts.home(),
                        "mvn -B -ntp -Pall -pl local-stack verify with " + jdk + " in " + Checkouts.home());
        assertThat(kith("test").out()).contains("mvn -B -ntp -T 2 verify");
    }

    @Test
    void handsOptionsOn() throws Exception {
        jdk("25", "25.0.1");

        var ended = kith("status", "--data", "some where", "--json", "--port-offset=300");

        assertThat(ended.out())
                .contains("dev.kith.local.command.Main status --json --home " + Checkouts.home())
                .contains(" --data " + temporary.toRealPath() + "/some where ")
                .contains(" --port-offset 300");
    }

    @Test
    void worksThroughALink() throws Exception {
        jdk("25", "25.0.1");
        Path link = temporary.resolve("k");
        Files.createSymbolicLink(link, Checkouts.home().resolve("kith"));

        assertThat(run(List.of(link.toString(), "status")).out()).contains("--home " + Checkouts.home());
    }

    @Test
    void showsLogs() throws Exception {
        Path logs = Files.createDirectories(temporary.resolve("data/logs"));
        Files.writeString(logs.resolve("contacts.log"), "one\ntwo\nthree\n");

        assertThat(kith("logs", "contacts").out()).isEqualTo("one\ntwo\nthree\n");
        assertThat(kith("logs", "contact-sync-service", "-n", "1").out()).isEqualTo("three\n");
        assertThat(kith("logs").out()).contains("three");
        var never = kith("logs", "auth");
        assertThat(never.exitCode()).isEqualTo(1);
        assertThat(never.err()).contains("there is no log of auth");
    }

    @Test
    void cleansOnlyWhatItMade() throws Exception {
        jdk("25", "25.0.1");
        Path data = Files.createDirectories(temporary.resolve("data"));
        Files.writeString(data.resolve("thesis.txt"), "important");

        var foreign = kith("clean", "--yes");
        Files.writeString(data.resolve(".kith-data"), "");
        var unasked = kith("clean");
        var done = kith("clean", "--yes");

        assertThat(foreign.exitCode()).isEqualTo(2);
        assertThat(foreign.err()).contains("was not made by ./kith");
        assertThat(unasked.exitCode()).isEqualTo(2);
        assertThat(unasked.err()).contains("Say --yes");
        assertThat(done.exitCode()).isZero();
        assertThat(data).doesNotExist();
    }

    @Test
    void writesNoColoursIntoAFile() throws Exception {
        assertThat(kith("--help").out() + kith("fly").err()).doesNotContain("\033");
    }
}
