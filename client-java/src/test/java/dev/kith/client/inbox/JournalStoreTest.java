package dev.kith.client.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.client.MessageStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalStoreTest {
    @TempDir
    Path directory;

    @Test
    void knowsEverythingAgainWhenItIsOpenedAgain() throws IOException {
        var store = new JournalStore(directory);
        store.owner(7);
        store.cursor(12);
        store.profileCursor("p1");
        store.status(0xFFFF_FFFF_0000_0001L, MessageStatus.READ);

        var again = new JournalStore(directory);

        again.owner(7);
        assertThat(again.cursor()).isEqualTo(12);
        assertThat(again.profileCursor()).hasValue("p1");
        assertThat(again.status(0xFFFF_FFFF_0000_0001L)).hasValue(MessageStatus.READ);
        assertThat(again.status(2)).isEmpty();
    }

    @Test
    void passesOverALineThatACrashCutOff() throws IOException {
        var store = new JournalStore(directory);
        store.owner(7);
        store.cursor(12);
        Files.writeString(directory.resolve("journal"), "m 12", StandardOpenOption.APPEND);

        var again = new JournalStore(directory);

        assertThat(again.cursor()).isEqualTo(12);
    }

    @Test
    void forgetsWhatBelongsToAnotherUser() throws IOException {
        var store = new JournalStore(directory);
        store.owner(7);
        store.cursor(12);

        store.owner(8);

        assertThat(store.cursor()).isZero();
        assertThat(new JournalStore(directory).cursor()).isZero();
    }
}
