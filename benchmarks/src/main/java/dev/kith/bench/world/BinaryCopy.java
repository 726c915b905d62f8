package dev.kith.bench.world;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/// Rows on their way into a table by binary `COPY`, the quickest way there is. Sent in pieces, so that any number of
/// rows needs the memory of a few thousand. Not thread-safe.
final class BinaryCopy implements AutoCloseable {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    private static final int PIECE = 256 << 10;

    private final CopyIn copy;
    private final int columns;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(PIECE + 1_024);
    private final DataOutputStream out = new DataOutputStream(bytes);

    /// Begins; each row then has exactly these columns, in this order, and no other copy runs on the connection.
    BinaryCopy(Connection connection, String table, List<String> columns) throws SQLException, IOException {
        this.columns = columns.size();
        copy = new CopyManager(connection.unwrap(BaseConnection.class))
                .copyIn("copy " + table + " (" + String.join(", ", columns) + ") from stdin (format binary)");
        out.write(SIGNATURE);
        out.writeInt(0); // no flags
        out.writeInt(0); // no extension of the header
    }

    BinaryCopy row() throws SQLException, IOException {
        if (bytes.size() >= PIECE) {
            send();
        }
        out.writeShort(columns);
        return this;
    }

    BinaryCopy int2(int value) throws IOException {
        out.writeInt(Short.BYTES);
        out.writeShort(value);
        return this;
    }

    BinaryCopy int4(int value) throws IOException {
        out.writeInt(Integer.BYTES);
        out.writeInt(value);
        return this;
    }

    BinaryCopy int8(long value) throws IOException {
        out.writeInt(Long.BYTES);
        out.writeLong(value);
        return this;
    }

    BinaryCopy uuid(UUID value) throws IOException {
        out.writeInt(2 * Long.BYTES);
        out.writeLong(value.getMostSignificantBits());
        out.writeLong(value.getLeastSignificantBits());
        return this;
    }

    BinaryCopy bool(boolean value) throws IOException {
        out.writeInt(1);
        out.writeByte(value ? 1 : 0);
        return this;
    }

    BinaryCopy text(String value) throws IOException {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
        return this;
    }

    /// Ends it; the rows are there when this returns.
    void finish() throws SQLException, IOException {
        out.writeShort(-1);
        send();
        copy.endCopy();
    }

    /// Takes back what was not finished.
    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    private void send() throws SQLException {
        copy.writeToCopy(bytes.toByteArray(), 0, bytes.size());
        bytes.reset();
    }
}
