package dev.kith.client.phonebook;

import dev.kith.client.KithException;
import dev.kith.contracts.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads exported phone books: vCard 2.1, 3.0 and 4.0, and CSV with a line of headers. Numbers are given as they are
 * written, in whatever spelling; a card or a line that is broken is listed and spoils none of the others.
 */
public final class PhoneBookReader {
    /** The largest file that is read. */
    public static final long MAX_BYTES = 20L << 20;

    /**
     * Reads a file.
     *
     * @throws KithException {@code BAD_FILE} for one that is empty, binary or no phone book; {@code TOO_LARGE}
     */
    public PhoneBook read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw tooLarge();
        }
        return read(Files.readAllBytes(file));
    }

    /** As {@link #read(Path)}, of bytes. */
    public PhoneBook read(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw tooLarge();
        }
        var text = TextDecoding.decode(bytes);
        if (text.isBlank()) {
            throw bad("The file is empty.");
        }
        if (VCards.areIn(text)) {
            return VCards.read(text);
        }
        return CsvBook.read(text)
                .orElseThrow(() -> bad("This is neither a vCard file nor a CSV file with a column of phone numbers."));
    }

    static KithException bad(String detail) {
        return KithException.of(ErrorCode.BAD_FILE, detail);
    }

    private static KithException tooLarge() {
        return KithException.of(ErrorCode.TOO_LARGE, "The file is larger than 20 MB.");
    }
}
