package dev.kith.client.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestsTest {
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    @TempDir
    Path directory;

    private final Digests digests = new Digests();
    private Path file;

    @BeforeEach
    void aFile() throws IOException {
        file = directory.resolve("file");
        write("abc", LONG_AGO);
    }

    @Test
    void isTheSha256OfTheBytes() throws IOException {
        assertThat(digests.of(file)).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void readsAFileOnceThatStaysAsItIs() throws IOException {
        var first = digests.of(file);
        write("abd", LONG_AGO);

        assertThat(digests.of(file)).isEqualTo(first);
    }

    @Test
    void readsAFileAgainThatChanged() throws IOException {
        var first = digests.of(file);
        write("abd", FileTime.from(LONG_AGO.toInstant().plusSeconds(1)));
        var second = digests.of(file);
        write("abcd", FileTime.from(LONG_AGO.toInstant().plusSeconds(1)));

        assertThat(second).isNotEqualTo(first);
        assertThat(digests.of(file)).isNotEqualTo(second);
    }

    @Test
    void remembersNothingOfAFileThatMayStillBeWritten() throws IOException {
        var now = FileTime.from(Instant.now().plusSeconds(60));
        write("abc", now);
        var first = digests.of(file);
        write("abd", now);

        assertThat(digests.of(file)).isNotEqualTo(first);
    }

    private void write(String text, FileTime at) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, at);
    }
}
