package dev.kith.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.zip.CRC32C;

/// Short marks by which to see that something is not what it was. No protection against intent.
public final class Fingerprint {
    private Fingerprint() {}

    public static String of(String... texts) {
        var crc = new CRC32C();
        Arrays.stream(texts).forEach(t -> crc.update((t + "\n").getBytes(StandardCharsets.UTF_8)));
        return Long.toHexString(crc.getValue());
    }

    /// Marks what was started with options that somebody asked for; none leave it as it is.
    public static String with(String fingerprint, List<String> options) {
        return options.isEmpty() ? fingerprint : fingerprint + "/" + of(options.toString());
    }

    /// Whether what runs is what is wanted. Who asks for no options takes what runs with any.
    static boolean isSame(String wanted, String running) {
        return running.equals(wanted) || (!wanted.contains("/") && running.startsWith(wanted + "/"));
    }

    /// Of the content of these files, in this order.
    public static String ofFiles(Collection<Path> files) {
        var crc = new CRC32C();
        for (Path file : files) {
            try {
                crc.update(Files.readAllBytes(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Long.toHexString(crc.getValue());
    }
}
