package dev.kith.system.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A book of the user's own that is none is told before the first step. Nobody answers at the address given here, so
/// any step would end the story with 1.
class OwnBookTest {
    private static final URI NOBODY = URI.create("http://127.0.0.1:1");

    @TempDir
    Path folder;

    @Test
    void mustBeThere() throws Exception {
        assertThat(run(folder.resolve("missing.vcf"))).isEqualTo(2);
    }

    @Test
    void mustNotBeEmpty() throws Exception {
        assertThat(run(file(new byte[0]))).isEqualTo(2);
    }

    @Test
    void mustNotBeBinary() throws Exception {
        assertThat(run(file(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H'})))
                .isEqualTo(2);
    }

    @Test
    void mustHoldSomethingToLookUp() throws Exception {
        assertThat(run(file(
                        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Nobody\r\nEND:VCARD\r\n".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(2);
    }

    @Test
    void isNotTheReasonWhenItIsRight() throws Exception {
        assertThat(run(MainJobTest.SAMPLES.resolve("alice.vcf"))).isEqualTo(1);
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("book.vcf"), content);
    }

    private static int run(Path book) throws Exception {
        var silent = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return MainJob.run(NOBODY, "key", Cast.of(MainJobTest.SAMPLES), List.of(book), null, silent, false);
    }
}
