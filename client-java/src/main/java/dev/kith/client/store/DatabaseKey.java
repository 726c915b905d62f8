package dev.kith.client.store;

import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Properties;
import okio.ByteString;

/**
 * What a database is encrypted with, by a driver that can: SQLite3 Multiple Ciphers. The usual driver passes over what it does not
 * know, so that it is asked first whether it encrypts.
 */
public final class DatabaseKey {
    private static final byte[] PLAIN = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private final byte[] key;

    public DatabaseKey(byte[] key) {
        if (key.length == 0) {
            throw new IllegalArgumentException("an empty key encrypts nothing");
        }
        this.key = key.clone();
    }

    public DatabaseKey(char[] passphrase) {
        this(bytes(passphrase));
    }

    private static byte[] bytes(char[] passphrase) {
        var encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(passphrase));
        var bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        int first = encoded.arrayOffset();
        Arrays.fill(encoded.array(), first, first + encoded.limit(), (byte) 0);
        return bytes;
    }

    /** With the key: the driver reads from a file as soon as it has it. */
    Connected open(Path file) throws IOException {
        if (!encrypts()) {
            throw new IOException("a key is set, and this SQLite driver does not encrypt;"
                    + " put io.github.willena:sqlite-jdbc in the place of org.xerial:sqlite-jdbc");
        }
        if (isPlain(file)) {
            throw new IOException("a key is set, and " + file + " is not encrypted");
        }
        var settings = new Properties();
        settings.setProperty("key", ByteString.of(key).hex());
        settings.setProperty("hexkey_mode", "SSE");
        try {
            var connected = new Connected(DriverManager.getConnection("jdbc:sqlite:" + file, settings));
            // What is put aside while sorting is not encrypted on the disk.
            connected.run("pragma temp_store = memory");
            return connected;
        } catch (SQLException unreadable) {
            throw new IOException("the key is not that of " + file, unreadable);
        }
    }

    private static boolean encrypts() throws IOException {
        try (var nowhere = DriverManager.getConnection("jdbc:sqlite::memory:");
                var asked = nowhere.createStatement()) {
            return asked.execute("pragma cipher") && asked.getResultSet().next();
        } catch (SQLException failure) {
            throw new IOException("cannot use SQLite", failure);
        }
    }

    /** Whether it holds something that anybody can read. */
    static boolean isPlain(Path file) throws IOException {
        return Arrays.equals(head(file), PLAIN);
    }

    /** Whether it holds something that is encrypted, or is no database. */
    static boolean isUnreadable(Path file) throws IOException {
        var head = head(file);
        return head.length > 0 && !Arrays.equals(head, PLAIN);
    }

    private static byte[] head(Path file) throws IOException {
        if (Files.notExists(file)) {
            return new byte[0];
        }
        try (var bytes = Files.newInputStream(file)) {
            return bytes.readNBytes(PLAIN.length);
        }
    }
}
