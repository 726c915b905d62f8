package dev.kith.media.upload;

import static dev.kith.media.Client.base64;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTest {
    @ParameterizedTest
    @CsvSource({
        "photo.jpg, photo.jpg",
        "../../etc/passwd, passwd",
        "C:\\Users\\me\\cv.pdf, cv.pdf",
        "Fünf Äpfel 🍏.txt, Fünf Äpfel 🍏.txt",
        "cod\u202Egpj.exe, codgpj.exe",
        "a\u0000b\u0007.txt, ab.txt",
        "/, file"
    })
    void isWhatPeopleReadAndNoPath(String given, String name) {
        assertThat(FileName.of("filetype " + base64("image/png") + ",filename " + base64(given)))
                .isEqualTo(name);
    }

    @Test
    void isCutWithoutBreakingACharacter() {
        assertThat(FileName.of("filename " + base64("🍏".repeat(300)))).isEqualTo("🍏".repeat(200));
    }

    @Test
    void isFileWhenThereIsNone() {
        assertThat(FileName.of(null)).isEqualTo("file");
        assertThat(FileName.of("")).isEqualTo("file");
        assertThat(FileName.of("filename")).isEqualTo("file");
    }
}
