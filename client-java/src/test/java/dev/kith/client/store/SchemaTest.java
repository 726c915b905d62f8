package dev.kith.client.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.client.people.KeptPeople;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database of every version before this one is brought to it, with what is in it. */
class SchemaTest {
    @TempDir
    Path directory;

    private Path file;

    private void aDatabaseOfVersion(int version) throws IOException {
        file = directory.resolve("kith.db");
        var old = new Connected(Database.connection(file));
        Schema.bring(old, version);
        old.run("insert into meta (name, value) values ('uid', 7)");
        old.run("insert into waiting_file (file, message) values ('/a', x'')");
        old.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void bringsEveryVersionToThisOne(int version) throws IOException {
        aDatabaseOfVersion(version);
        var database = Database.open(file, null, () -> 0);
        var row = new KeptPeople.Row("+1", 0, 1, 0, "{}", null, null);

        database.people().put(row);

        assertThat(database.inbox().owner()).isEqualTo(7);
        assertThat(database.files().waiting()).hasSize(1);
        assertThat(database.people().all()).isEqualTo(List.of(row));
        database.close();
        assertThat(hasTheLatest()).isTrue();
    }

    /** Nothing but the time that a query takes tells whether an index is there. */
    private boolean hasTheLatest() throws IOException {
        var brought = new Connected(Database.connection(file));
        long indexes = brought.number("select count(*) from sqlite_master where name = 'message_with_file'");
        brought.close();
        return indexes == 1;
    }

    @Test
    void leavesTheDatabaseOfANewerVersionAlone() throws IOException {
        aDatabaseOfVersion(3);
        var newer = new Connected(Database.connection(file));
        newer.run("pragma user_version = 1000");
        newer.close();

        assertThatThrownBy(() -> Database.open(file, null, () -> 0)).hasMessageContaining("newer version");

        var still = new Connected(Database.connection(file));
        assertThat(still.number("select count(*) from waiting_file")).isEqualTo(1);
        still.close();
    }
}
