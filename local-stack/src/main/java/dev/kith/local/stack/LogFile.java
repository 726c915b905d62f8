package dev.kith.local.stack;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// The log of a part: appended to by its process, set aside at a start when it has grown large.
public record LogFile(Path path) {
    private static final long LARGE = 10L << 20;
    private static final int SET_ASIDE = 3;
    private static final int TAIL = 16 << 10;

    /// Renames a large log to `.1`, that one to `.2` and so on; the oldest goes.
    void rotate() throws IOException {
        if (!Files.exists(path) || Files.size(path) < LARGE) {
            return;
        }
        for (int n = SET_ASIDE - 1; n >= 0; n--) {
            Path from = n == 0 ? path : aside(n);
            if (Files.exists(from)) {
                Files.move(from, aside(n + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /// The last lines, as many as there are of these.
    public String lastLines(int count) {
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - TAIL));
            var tail = new byte[(int) Math.min(TAIL, file.length())];
            file.readFully(tail);
            List<String> lines =
                    new String(tail, StandardCharsets.UTF_8).strip().lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
        } catch (java.io.FileNotFoundException none) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path aside(int n) {
        return path.resolveSibling(path.getFileName() + "." + n);
    }
}
