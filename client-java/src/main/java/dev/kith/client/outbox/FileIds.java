package dev.kith.client.outbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts through the block in a file, so that no id comes twice over restarts and over processes that share the file.
 * Each takes a few at a time under the file's lock; those that it does not use are lost, which a block can bear.
 *
 * <p>The system's lock is of the whole process: a second who asks for it there is refused, and whoever closes the file drops it. So
 * those of one process take turns first.
 */
public final class FileIds implements MessageIds {
    private static final int TAKEN_AT_ONCE = 16;
    private static final int LONGEST_LINE = 64;

    private static final Map<Path, Object> TURNS = new ConcurrentHashMap<>();

    private final Path file;
    private final Object turn;
    private long first = 1;
    private long last;
    private long next;
    private long end;

    public FileIds(Path file) throws IOException {
        this.file = file;
        var directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        var real = directory == null ? file : directory.toRealPath().resolve(file.getFileName());
        turn = TURNS.computeIfAbsent(real, one -> new Object());
        synchronized (turn) {
            if (Files.exists(file)) {
                var stored = parse(Files.readString(file));
                first = stored[0];
                last = stored[1];
            }
        }
    }

    @Override
    public synchronized void block(long newFirst, long newLast, long unused) {
        if (newFirst != first || newLast != last) {
            first = newFirst;
            last = newLast;
            next = 0;
            end = 0;
        }
        // Written at once, so that the next run knows its ids before it is connected.
        take(0, unused);
    }

    @Override
    public synchronized OptionalLong next() {
        if (last < first) {
            return OptionalLong.empty();
        }
        if (next >= end) {
            take(TAKEN_AT_ONCE, first);
        }
        return OptionalLong.of(next++);
    }

    /** Takes so many ids for this process, none below the given one. */
    private void take(int count, long atLeast) {
        synchronized (turn) {
            takeInTurn(count, atLeast);
        }
    }

    private void takeInTurn(int count, long atLeast) {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.lock(); // Given back when the channel closes.
            var bytes = ByteBuffer.allocate(LONGEST_LINE);
            channel.read(bytes, 0);
            var stored = parse(new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII));
            long from = Math.max(stored[0] == first && stored[1] == last ? stored[2] : first, atLeast);
            if (from + count > last + 1) {
                // Used up: from the start again, with ids that were given a million messages ago.
                from = first;
            }
            var line = first + " " + last + " " + (from + count) + " ".repeat(LONGEST_LINE);
            channel.write(ByteBuffer.wrap(line.substring(0, LONGEST_LINE).getBytes(StandardCharsets.US_ASCII)), 0);
            channel.force(false); // An id that was given is not given again when the power went.
            if (count > 0) {
                next = from;
                end = from + count;
            }
        } catch (IOException full) {
            throw new UncheckedIOException("cannot write " + file, full);
        }
    }

    private static long[] parse(String text) {
        var parts = text.trim().split("\\s+", -1);
        return parts.length == 3 && text.matches("[\\d\\s]+")
                ? new long[] {Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2])}
                : new long[] {1, 0, 1};
    }
}
