package dev.kith.client.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.client.people.KeptPeople;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database of every version before this one is brought to it, with what is in it. */
class SchemaTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void aDatabaseOfTheSecondVersion() throws IOException {
        file = directory.resolve("kith.db");
        var old = new Connected(Database.connection(file));
        Schema.bring(old, 2);
        old.run("insert into meta (name, value) values ('uid', 7)");
        old.run("insert into waiting_file (file, message) values ('/a', x'')");
        old.close();
    }

    @Test
    void bringsTheLastVersionToThisOne() throws IOException {
        var database = Database.open(file, () -> 0);
        var row = new KeptPeople.Row("+1", 0, 1, 0, "{}", null, null);

        database.people().put(row);

        assertThat(database.inbox().owner()).isEqualTo(7);
        assertThat(database.files().waiting()).hasSize(1);
        assertThat(database.people().all()).isEqualTo(List.of(row));
        database.close();
    }

    @Test
    void leavesTheDatabaseOfANewerVersionAlone() throws IOException {
        var newer = new Connected(Database.connection(file));
        newer.run("pragma user_version = 1000");
        newer.close();

        assertThatThrownBy(() -> Database.open(file, () -> 0)).hasMessageContaining("newer version");

        var still = new Connected(Database.connection(file));
        assertThat(still.number("select count(*) from waiting_file")).isEqualTo(1);
        still.close();
    }
}
