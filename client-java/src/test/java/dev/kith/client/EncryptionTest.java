package dev.kith.client;

import static dev.kith.client.ScriptedServer.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a driver that encrypts. */
@Tag("encrypted")
class EncryptionTest extends KithTestCase {
    private static final byte[] KEY = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void showsNothingOfAMessageOnTheDisk(boolean encrypted) throws Exception {
        if (encrypted) {
            kith.setDatabaseKey(KEY);
        }
        kith.setPath(directory);
        var connection = online(0);
        connection.push(1, message(1, 11, "the plan is secret"));
        connection.acknowledgedUpTo(1);
        kith.sendMessage(MessageParams.to("+447700900123"), "and stays secret");
        kith.registry()
                .set("+447700900123", LocalProfile.EMPTY.withName("secret Bob"))
                .get(20, TimeUnit.SECONDS);
        until(() -> !told.statuses.isEmpty());
        var whileOpen = filesWith("secret");
        boolean hasLog = Files.size(directory.resolve("kith.db-wal")) > 0;
        kith.close();

        assertThat(hasLog).isTrue();
        assertThat(whileOpen).isEqualTo(encrypted ? List.of() : List.of("kith.db-wal"));
        assertThat(filesWith("secret")).isEqualTo(encrypted ? List.of() : List.of("kith.db"));
        assertThat(filesWith("SQLite format 3")).isEqualTo(encrypted ? List.of() : List.of("kith.db"));
    }

    @Test
    void isReadAndSearchedByWhoHasTheKey() throws Exception {
        kith.setDatabaseKey("correct horse".toCharArray());
        storeAMessage();

        client();
        kith.setDatabaseKey("correct horse".getBytes(StandardCharsets.UTF_8));

        assertThat(kith.messages()
                        .get(11)
                        .get(20, TimeUnit.SECONDS)
                        .orElseThrow()
                        .text())
                .isEqualTo("the plan");
        assertThat(kith.messages()
                        .open(HistoryQuery.all().withWords("plan"))
                        .read(5)
                        .get(20, TimeUnit.SECONDS))
                .hasSize(1);
    }

    @Test
    void refusesAnotherKeyAndHarmsNothing() throws Exception {
        kith.setDatabaseKey(KEY);
        storeAMessage();
        kith.close();
        var before = Files.readAllBytes(directory.resolve("kith.db"));

        client();
        kith.setDatabaseKey("another".toCharArray());
        assertThat(failure()).hasMessageContaining("the key is not that of");
        client();
        assertThat(failure()).hasMessageContaining("is encrypted, and no key is set");

        assertThat(Files.readAllBytes(directory.resolve("kith.db"))).isEqualTo(before);
        client();
        kith.setDatabaseKey(KEY);
        assertThat(kith.messages().get(11).get(20, TimeUnit.SECONDS)).isPresent();
    }

    @Test
    void takesNoPlainDatabaseForAnEncryptedOne() throws Exception {
        storeAMessage();

        client();
        kith.setDatabaseKey(KEY);
        assertThat(failure()).hasMessageContaining("is not encrypted");

        client();
        assertThat(kith.messages().get(11).get(20, TimeUnit.SECONDS)).isPresent();
    }

    private void storeAMessage() throws Exception {
        kith.setPath(directory);
        var connection = online(0);
        connection.push(1, message(1, 11, "the plan"));
        connection.acknowledgedUpTo(1);
    }

    /** The next one, in the same directory. */
    private void client() throws IOException {
        kith.close();
        kith = new Kith();
        kith.setServer(server.url());
        kith.setAccessToken(ScriptedServer.token(900), "refresh-1");
        kith.setPath(directory);
    }

    private KithException failure() throws Exception {
        return KithException.from(
                kith.start().handle((nothing, refusal) -> refusal).get(20, TimeUnit.SECONDS));
    }

    /** Those of the database that have these bytes. */
    private List<String> filesWith(String text) throws IOException {
        var found = new ArrayList<String>();
        try (var files = Files.newDirectoryStream(directory, "kith.db*")) {
            for (var file : files) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    found.add(String.valueOf(file.getFileName()));
                }
            }
        }
        return found;
    }
}
