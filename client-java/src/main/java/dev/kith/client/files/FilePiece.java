package dev.kith.client.files;

import dev.kith.client.FileProgress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** A file from here to its end, as the body of a request. Never all of it in memory. */
final class FilePiece extends RequestBody {
    private static final MediaType BYTES = MediaType.get("application/offset+octet-stream");
    private static final int PIECE = 64 << 10;

    private final Path file;
    private final long from;
    private final long size;
    private final FileProgress progress;

    FilePiece(Path file, long from, long size, FileProgress progress) {
        this.file = file;
        this.from = from;
        this.size = size;
        this.progress = progress;
    }

    long from() {
        return from;
    }

    @Override
    public MediaType contentType() {
        return BYTES;
    }

    @Override
    public long contentLength() {
        return size - from;
    }

    @Override
    public boolean isOneShot() {
        return true; // after a break the server says from where
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var piece = ByteBuffer.allocate(PIECE);
            long at = from;
            while (at < size) {
                piece.clear().limit((int) Math.min(PIECE, size - at));
                int read = channel.read(piece, at);
                if (read < 0) {
                    throw new IOException("The file has become shorter.");
                }
                sink.write(piece.array(), 0, read);
                at += read;
                progress.moved(at, size);
            }
        }
    }
}
