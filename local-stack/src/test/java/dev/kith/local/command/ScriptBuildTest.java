package dev.kith.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.local.testing.Checkouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the script builds and when, in a checkout of three modules and with a Maven that only leaves traces.
class ScriptBuildTest extends ScriptTestCase {
    private static final List<String> MODULES = List.of("contracts", "service-kit", "local-stack");

    private Path checkout;

    @BeforeEach
    void makeACheckout() throws IOException {
        checkout = Files.createDirectories(temporary.resolve("checkout"));
        Files.copy(Checkouts.home().resolve("kith"), checkout.resolve("kith"));
        Files.setPosixFilePermissions(checkout.resolve("kith"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        for (String module : MODULES) {
            Files.createDirectories(source(module).getParent());
            Files.writeString(source(module), "class A {}");
            age(source(module));
        }
        age(checkout.resolve("pom.xml"));
        jdk("25", "25.0.1");
        mavenThat("");
    }

    @Override
    Path script() {
        return checkout.resolve("kith");
    }

    @Test
    void buildsWhatWasNeverBuiltAndNothingTwice() throws Exception {
        kith("up");
        kith("up");

        assertThat(builds()).containsExactly("contracts service-kit", "local-stack");
    }

    @Test
    void buildsAModuleWhoseSourceIsNewer() throws Exception {
        kith("up");
        Files.setLastModifiedTime(
                source("local-stack"), FileTime.from(Instant.now().plusSeconds(5)));

        kith("up");

        assertThat(builds()).hasSize(3).last().isEqualTo("local-stack");
    }

    @Test
    void buildsWhatStandsOnAModuleThatIsStale() throws Exception {
        kith("up");
        Files.setLastModifiedTime(
                source("contracts"), FileTime.from(Instant.now().plusSeconds(5)));

        kith("up");

        assertThat(builds()).hasSize(4).endsWith("contracts service-kit", "local-stack");
    }

    @Test
    void buildsAModuleWhoseOutputIsGone() throws Exception {
        kith("up");
        Files.delete(checkout.resolve("service-kit/target/classes"));

        kith("up");

        assertThat(builds()).hasSize(3).last().isEqualTo("service-kit");
    }

    @Test
    void waitsForTheBuildOfAnotherAndDoesNotRepeatIt() throws Exception {
        var goOn = temporary.resolve("go-on");
        mavenThat("while [ ! -e '" + goOn + "' ]; do sleep 0.1; done");
        var first = start(List.of(script().toString(), "up"));
        await().until(() -> Files.exists(log()));

        var second = start(List.of(script().toString(), "up"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Files.readString(second.err()).contains("Waiting for the build of another ./kith"));
        Files.createFile(goOn);

        assertThat(second.end().exitCode()).isZero();
        assertThat(first.end().exitCode()).isZero();
        assertThat(builds()).hasSize(2);
    }

    @Test
    void isNotHeldUpByABuildThatWasKilled() throws Exception {
        mavenThat("exec sleep 60");
        var killed = start(List.of(script().toString(), "up"));
        await().until(() -> Files.exists(log()));
        killed.process().descendants().forEach(ProcessHandle::destroyForcibly);
        killed.process().destroyForcibly().waitFor();
        mavenThat("");

        var next = start(List.of(script().toString(), "up"));

        await().atMost(Duration.ofSeconds(20)).until(() -> !next.process().isAlive());
        assertThat(next.end().exitCode()).isZero();
    }

    @Test
    void givesTheLockBackBeforeItRunsWhatLasts() throws Exception {
        program(temporary.resolve("jdks/25/bin/java"), "exec sleep 60");
        var lasting = start(List.of(script().toString(), "up"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Files.exists(checkout.resolve("local-stack/target/.kith-built")));
        Files.delete(checkout.resolve("service-kit/target/classes"));
        jdk("25", "25.0.1");

        var next = start(List.of(script().toString(), "up"));

        await().atMost(Duration.ofSeconds(20)).until(() -> !next.process().isAlive());
        lasting.process().descendants().forEach(ProcessHandle::destroyForcibly);
        lasting.process().destroyForcibly();
    }

    @Test
    void saysWhenNothingCanBeLocked() throws Exception {
        program(bin.resolve("flock"), "exit 66");

        var ended = kith("up");

        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.err()).contains("cannot lock");
        assertThat(log()).doesNotExist();
    }

    @Test
    void saysInOneLineWhenItCannotWriteWhereItBuilds() throws Exception {
        Files.writeString(checkout.resolve(".kith"), "no directory");

        var ended = kith("up");

        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.err().strip().lines()).hasSize(1);
        assertThat(ended.err()).contains("cannot write to");
    }

    @Test
    void stopsWhatRunsAlsoWhenItIsNotBuiltAnyMore() throws Exception {
        records();

        var down = kith("down");

        assertThat(builds()).isNotEmpty();
        assertThat(down.exitCode()).isZero();
        assertThat(down.out()).contains("dev.kith.local.command.Main down");
        assertThat(down.err()).doesNotContain("Nothing runs");
    }

    @Test
    void tellsOfWhatRunsAlsoWhenItIsNotBuiltAnyMore() throws Exception {
        records();

        assertThat(kith("status", "--json").out())
                .contains("Main status --json")
                .doesNotContain("built");
    }

    @Test
    void removesNothingUnderWhatMayRun() throws Exception {
        records();
        mavenThat("exit 1");

        var failed = kith("clean", "--yes");

        assertThat(failed.exitCode()).isEqualTo(4);
        assertThat(temporary.resolve("data")).exists();

        mavenThat("");
        var done = kith("clean", "--yes");

        assertThat(done.out()).contains("dev.kith.local.command.Main remove");
        assertThat(temporary.resolve("data")).doesNotExist();
    }

    // The program removes under its lock, for which that one waited.
    @Test
    void removesNothingOfWhoStartsMeanwhile() throws Exception {
        records();
        Path started = temporary.resolve("data/run/auth.properties");
        program(
                temporary.resolve("jdks/25/bin/java"),
                "rm -rf \"$KITH_DATA\"; mkdir -p \"$KITH_DATA/run\"; echo pid=2 >'" + started + "'");

        assertThat(kith("clean", "--yes").exitCode()).isZero();

        assertThat(started).exists();
    }

    @Test
    void neitherBuildsNorStopsWhatWasNeverStarted() throws Exception {
        Files.createDirectories(temporary.resolve("data/run"));
        Files.writeString(temporary.resolve("data/.kith-data"), "");

        assertThat(kith("down").err()).contains("Nothing runs");
        assertThat(kith("clean", "--yes").exitCode()).isZero();
        assertThat(log()).doesNotExist();
    }

    @Test
    void checksTheFormatOfAllBeforeTheFirstTest() throws Exception {
        mavenThat("case \"$*\" in *spotless:check*) exit 1;; esac");

        var ended = kith("test");

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err()).contains("the format is not right");
        assertThat(Files.readString(log())).doesNotContain("verify");
    }

    private void records() throws IOException {
        Path run = Files.createDirectories(temporary.resolve("data/run"));
        Files.writeString(temporary.resolve("data/.kith-data"), "");
        Files.writeString(run.resolve("redis.properties"), "pid=1\n");
    }

    /// A Maven that writes down what it was asked, does this, and makes what a build makes.
    private void mavenThat(String first) throws IOException {
        program(bin.resolve("mvn"), """
                if [ "$1" = --version ]; then echo 'Apache Maven 3.9.11 (x)'; exit; fi
                echo "$*" >>'%s'
                %s
                for module in $(echo "$*" | sed -n 's/.*-pl \\.,\\([a-z,-]*\\).*/\\1/p' | tr , ' '); do
                  mkdir -p "$module/target/classes" "$module/target/lib"
                done
                """.formatted(log(), first));
    }

    /// The modules of each build, in order.
    private List<String> builds() throws IOException {
        return Files.readAllLines(log()).stream()
                .map(line -> line.replaceAll(".*-pl \\.,([a-z,-]*) .*", "$1").replace(',', ' '))
                .toList();
    }

    private Path log() {
        return temporary.resolve("mvn.log");
    }

    private Path source(String module) {
        return checkout.resolve(module).resolve("src/main/java/A.java");
    }

    private static void age(Path path) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(60)));
    }
}
