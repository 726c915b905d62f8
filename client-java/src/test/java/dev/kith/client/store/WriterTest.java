package dev.kith.client.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterTest {
    @TempDir
    Path directory;

    private final List<String> told = new ArrayList<>();
    private Connected database;
    private Writer writer;

    @BeforeEach
    void open() throws IOException {
        database = new Connected(Database.connection(directory.resolve("db")));
        database.run("create table said (word text)");
        writer = new Writer(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void undoesWhatAnErrorBreaksOff() {
        assertThatThrownBy(() -> writer.together(() -> {
                    say("broken off");
                    throw new StackOverflowError();
                }))
                .isInstanceOf(StackOverflowError.class);

        writer.together(() -> say("kept"));

        assertThat(said()).containsExactly("kept");
        assertThat(told).containsExactly("kept");
    }

    @Test
    void tellsWhatIsWrittenWithinAnotherOnlyWhenAllIsStored() {
        writer.together(() -> {
            writer.forced(() -> say("inner"));
            assertThat(told).isEmpty();
            say("outer");
        });

        assertThat(told).containsExactly("inner", "outer");
    }

    private void say(String word) {
        database.update("insert into said (word) values (?)", word);
        writer.onceStored(() -> told.add(word));
    }

    private List<String> said() {
        return database.all("select word from said", row -> row.getString(1));
    }
}
