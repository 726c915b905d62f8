package dev.kith.local.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThrowAwayDataTest {
    @TempDir
    Path temporary;

    @Test
    void sweepsWhatAJvmThatHasGoneLeftBehind() throws Exception {
        Path own = ThrowAwayData.create();
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        long pid = ProcessHandle.current().pid();
        Path left = directory(own.getFileName().toString().replace("-" + pid + "-", "-" + gone.pid() + "-"));

        ThrowAwayData.sweep(temporary);

        assertThat(left).doesNotExist();
        Files.delete(own);
    }

    @Test
    void leavesWhatItCannotJudge() throws Exception {
        Path own = ThrowAwayData.create();
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Path ofTheLiving = directory(own.getFileName().toString());
        Path ofAnotherContainer = directory("kith-test-1-" + gone.pid() + "-1-x");
        Path ofAnotherKind = directory("kith-test-notes");
        Path tooLong = directory("kith-test-1-99999999999999999999-1-x");

        ThrowAwayData.sweep(temporary);

        assertThat(ofTheLiving).exists();
        assertThat(ofAnotherContainer).exists();
        assertThat(ofAnotherKind).exists();
        assertThat(tooLong).exists();
        Files.delete(own);
    }

    private Path directory(String name) throws IOException {
        return Files.createDirectory(temporary.resolve(name));
    }
}
