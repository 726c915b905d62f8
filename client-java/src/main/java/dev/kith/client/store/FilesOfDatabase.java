package dev.kith.client.store;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.client.files.KeptFiles;
import dev.kith.contracts.socket.Send;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Files on their way, in the database. */
final class FilesOfDatabase implements KeptFiles {
    /** Longer than any server waits for the next bytes of an upload. */
    private static final Duration FORGOTTEN = Duration.ofDays(7);

    private final Writer writer;
    private final Connected database;
    private final LongSupplier now;

    FilesOfDatabase(Writer writer, LongSupplier now) {
        this.writer = writer;
        this.database = writer.database();
        this.now = now;
    }

    @Override
    public List<Waiting> waiting() {
        return database.all("select place, file, message from waiting_file order by place", FilesOfDatabase::waiting);
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        try {
            return new Waiting(row.getLong(1), Path.of(row.getString(2)), Send.parseFrom(row.getBytes(3)));
        } catch (InvalidProtocolBufferException damaged) {
            throw new IllegalStateException("the database has a message that cannot be read", damaged);
        }
    }

    @Override
    public long add(Path file, Send message) {
        var place = new long[1];
        writer.forced(() -> place[0] = database.number(
                "insert into waiting_file (file, message) values (?, ?) returning place",
                file.toString(),
                message.toByteArray()));
        return place[0];
    }

    @Override
    public void done(long place) {
        writer.forced(() -> database.update("delete from waiting_file where place = ?", place));
    }

    @Override
    public Optional<String> upload(String digest) {
        return database.one("select location from upload where digest = ?", row -> row.getString(1), digest);
    }

    @Override
    public void begun(String digest, String upload) {
        long millis = now.getAsLong();
        writer.together(() -> {
            database.update("delete from upload where begun_at < ?", millis - FORGOTTEN.toMillis());
            database.update(
                    "insert into upload (digest, location, begun_at) values (?, ?, ?) on conflict (digest)"
                            + " do update set location = excluded.location, begun_at = excluded.begun_at",
                    digest,
                    upload,
                    millis);
        });
    }

    @Override
    public void ended(String digest) {
        writer.together(() -> database.update("delete from upload where digest = ?", digest));
    }

    @Override
    public void clear() {
        writer.together(() -> {
            database.update("delete from waiting_file");
            database.update("delete from upload");
        });
    }
}
