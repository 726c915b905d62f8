package dev.kith.client.inbox;

import dev.kith.client.MessageStatus;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@link MemoryStore} that is also a text file of small lines, appended as things happen and rewritten when opened. A
 * line that a crash cut off is passed over; the worst that a lost line does is that something is told twice.
 */
public final class JournalStore implements Store {
    /** Kept over a restart. */
    private static final int KNOWN = 10_000;

    private final MemoryStore kept = new MemoryStore();
    private final Path file;
    private BufferedWriter journal;

    public JournalStore(Path directory) throws IOException {
        Files.createDirectories(directory);
        file = directory.resolve("journal");
        if (Files.exists(file)) {
            Files.readAllLines(file, StandardCharsets.ISO_8859_1).forEach(this::replay);
        }
        journal = rewrite();
    }

    @Override
    public void owner(long uid) {
        if (kept.owner() != uid) {
            kept.owner(uid);
            append("u " + uid);
        }
    }

    @Override
    public long cursor() {
        return kept.cursor();
    }

    @Override
    public void cursor(long seq) {
        kept.cursor(seq);
        append("c " + seq);
    }

    @Override
    public Optional<MessageStatus> status(long messageId) {
        return kept.status(messageId);
    }

    @Override
    public void status(long messageId, MessageStatus status) {
        kept.status(messageId, status);
        append(line(messageId, status));
    }

    @Override
    public Optional<String> profileCursor() {
        return kept.profileCursor();
    }

    @Override
    public void profileCursor(String cursor) {
        kept.profileCursor(cursor);
        append("p " + cursor);
    }

    @Override
    public synchronized void close() {
        try {
            journal.close();
        } catch (IOException full) {
            throw new UncheckedIOException("cannot write " + file, full);
        }
    }

    private static String line(long messageId, MessageStatus status) {
        return "m " + Long.toHexString(messageId) + " " + status;
    }

    private synchronized void append(String line) {
        try {
            journal.write(line + "\n");
            journal.flush();
        } catch (IOException full) {
            throw new UncheckedIOException("cannot write " + file, full);
        }
    }

    private void replay(String line) {
        var parts = line.split(" ", -1);
        try {
            switch (parts[0]) {
                case "u" -> kept.owner(Long.parseLong(parts[1]));
                case "c" -> kept.cursor(Long.parseLong(parts[1]));
                case "m" -> kept.status(Long.parseUnsignedLong(parts[1], 16), MessageStatus.valueOf(parts[2]));
                case "p" -> kept.profileCursor(parts[1]);
                default -> {}
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException cutOff) {
            // A crash ended in the middle of this line.
        }
    }

    private BufferedWriter rewrite() throws IOException {
        var lines = new ArrayList<String>();
        lines.add("u " + kept.owner());
        lines.add("c " + kept.cursor());
        kept.profileCursor().ifPresent(cursor -> lines.add("p " + cursor));
        var statuses = kept.statuses();
        newest(statuses).forEach(known -> lines.add(line(known.getKey(), known.getValue())));
        var fresh = file.resolveSibling("journal.new");
        Files.write(fresh, lines, StandardCharsets.ISO_8859_1);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return Files.newBufferedWriter(file, StandardCharsets.ISO_8859_1, StandardOpenOption.APPEND);
    }

    private static List<Map.Entry<Long, MessageStatus>> newest(List<Map.Entry<Long, MessageStatus>> statuses) {
        return statuses.subList(Math.max(0, statuses.size() - KNOWN), statuses.size());
    }
}
