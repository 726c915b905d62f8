package dev.kith.client.store;

import dev.kith.client.files.KeptFiles;
import dev.kith.client.inbox.Store;
import dev.kith.client.outbox.Kept;
import dev.kith.client.people.KeptBook;
import dev.kith.client.people.KeptPeople;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One file, which one client has at a time; nobody but its owner may read it. All writing is done by the thread that opened
 * it, {@link Archive} reads beside it.
 */
public final class Database {
    private static final List<String> SETTINGS = List.of(
            "pragma journal_mode = wal",
            "pragma synchronous = normal",
            "pragma busy_timeout = 5000",
            "pragma wal_autocheckpoint = 1000",
            "pragma cache_size = -2000",
            "pragma secure_delete = on",
            "pragma trusted_schema = off");

    private final Path file;
    private final @Nullable DatabaseKey key;
    private final Held lock;
    private final Connected connected;
    private final KeptInbox inbox;
    private final KeptOutbox outbox;
    private final FilesOfDatabase files;
    private final PeopleOfDatabase people;
    private final BookOfDatabase book;

    private Database(Path file, @Nullable DatabaseKey key, Held lock, Connected connected, LongSupplier now) {
        this.file = file;
        this.key = key;
        this.lock = lock;
        this.connected = connected;
        var writer = new Writer(connected);
        var conversations = new Conversations(writer);
        var messages = new MessageRows(writer, conversations, now);
        inbox = new KeptInbox(writer, conversations, messages, this::close);
        outbox = new KeptOutbox(writer, messages, now);
        files = new FilesOfDatabase(writer, now);
        people = new PeopleOfDatabase(writer);
        book = new BookOfDatabase(writer);
    }

    /**
     * Opens or makes it.
     *
     * @param key what it is encrypted with; null: it is not
     * @param now epoch milliseconds, by the clock of the server
     * @throws IOException it cannot be used, or another client has it
     */
    public static Database open(Path file, @Nullable DatabaseKey key, LongSupplier now) throws IOException {
        var directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        makePrivate(file);
        var lock = Held.of(file);
        try {
            return new Database(file, key, lock, connect(file, key), now);
        } catch (RuntimeException | IOException unusable) {
            lock.giveBack();
            throw unusable instanceof IOException known ? known : new IOException(unusable.getMessage(), unusable);
        }
    }

    /** Leaves nothing in it of whoever had it. */
    public static void wipe(Path file, @Nullable DatabaseKey key, LongSupplier now) throws IOException {
        if (Files.notExists(file)) {
            return;
        }
        var opened = open(file, key, now);
        try {
            opened.outbox.clear();
            opened.files.clear();
            opened.people.clear();
            opened.book.clear();
            opened.inbox.owner(0);
        } catch (RuntimeException unusable) {
            throw new IOException(unusable.getMessage(), unusable);
        } finally {
            opened.close();
        }
    }

    private static Connected connect(Path file, @Nullable DatabaseKey key) throws IOException {
        var connected = unlocked(file, key);
        try {
            SETTINGS.forEach(connected::run);
            Schema.bring(connected);
            return connected;
        } catch (RuntimeException unusable) {
            connected.close();
            throw unusable;
        }
    }

    private static Connected unlocked(Path file, @Nullable DatabaseKey key) throws IOException {
        if (key == null && DatabaseKey.isUnreadable(file)) {
            throw new IOException(file + " is encrypted, and no key is set, or it is no database");
        }
        return key == null ? new Connected(connection(file)) : key.open(file);
    }

    static Connection connection(Path file) throws IOException {
        try {
            return DriverManager.getConnection("jdbc:sqlite:" + file);
        } catch (SQLException unusable) {
            throw new IOException("cannot open " + file, unusable);
        }
    }

    /** The files that SQLite makes beside it are as private as it is. */
    private static void makePrivate(Path file) throws IOException {
        if (Files.notExists(file)
                && FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }

    public Store inbox() {
        return inbox;
    }

    public Kept outbox() {
        return outbox;
    }

    /** Messages that wait for their files. Written together with the outbox. */
    public KeptFiles files() {
        return files;
    }

    /** Whom the user knows. */
    public KeptPeople people() {
        return people;
    }

    /** The user's phone book. */
    public KeptBook book() {
        return book;
    }

    /** To be read by another thread. */
    public Archive archive() throws IOException {
        var reading = unlocked(file, key);
        try {
            return new Archive(reading);
        } catch (RuntimeException unusable) {
            reading.close();
            throw unusable;
        }
    }

    /** Of it all but the archive, which its reader closes. */
    public void close() {
        try {
            connected.close();
        } finally {
            lock.giveBack();
        }
    }
}
