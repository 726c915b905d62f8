package dev.kith.client.phonebook;

import dev.kith.client.KithException;
import dev.kith.client.phonebook.PhoneBook.Entry;
import dev.kith.client.phonebook.PhoneBook.Kind;
import dev.kith.client.phonebook.PhoneBook.Problem;
import dev.kith.contracts.ErrorCode;
import dev.kith.phonebook.Card;
import dev.kith.phonebook.FileFormat;
import dev.kith.phonebook.NoPhoneBookException;
import dev.kith.phonebook.PhoneBookParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads exported phone books: vCard 2.1, 3.0 and 4.0, and CSV with a line of headers. Numbers are given as they are
 * written, in whatever spelling; a card or a line that is broken is listed and spoils none of the others.
 */
public final class PhoneBookReader {
    /** The largest file that is read. */
    public static final long MAX_BYTES = 20L << 20;

    private static final int PIECE = 1 << 16;

    /**
     * Reads a file.
     *
     * @throws KithException {@code BAD_FILE} for one that is empty, binary or no phone book; {@code TOO_LARGE}
     */
    public PhoneBook read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw tooLarge();
        }
        try (var bytes = Files.newInputStream(file)) {
            return read(bytes);
        }
    }

    /** As {@link #read(Path)}, of bytes. */
    public PhoneBook read(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw tooLarge();
        }
        try {
            return read(new ByteArrayInputStream(bytes));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static PhoneBook read(InputStream bytes) throws IOException {
        var parser = PhoneBookParser.withNames();
        var cards = new ArrayList<Card>();
        try {
            for (var piece = bytes.readNBytes(PIECE); piece.length > 0; piece = bytes.readNBytes(PIECE)) {
                cards.addAll(parser.feed(piece));
            }
            cards.addAll(parser.end());
        } catch (NoPhoneBookException none) {
            throw KithException.of(ErrorCode.BAD_FILE, none.detail());
        }
        return book(parser.format().orElseThrow(), cards);
    }

    private static PhoneBook book(FileFormat format, List<Card> cards) {
        var entries = new ArrayList<Entry>();
        var problems = new ArrayList<Problem>();
        for (var card : cards) {
            int position = format.kind() == FileFormat.Kind.VCARD ? card.position() : card.line();
            card.numbers()
                    .forEach(number -> entries.add(new Entry(card.name(), number.text(), kind(number), position)));
            if (card.fault() != null) {
                problems.add(new Problem(position, card.name(), words(card.fault())));
            }
        }
        var version = format.version() == null ? "" : " " + format.version();
        return new PhoneBook(format.kind().title() + version, entries, problems);
    }

    private static Kind kind(Card.Phone number) {
        return Kind.valueOf(number.kind().name());
    }

    private static String words(Card.Fault fault) {
        return switch (fault) {
            case UNREADABLE -> "the card cannot be read";
            case TOO_LARGE -> "the card is too large";
            case NO_END -> "the card has no end; read as far as it goes";
            case OPEN_QUOTE -> "a quote is opened and never closed";
            case NO_NUMBER -> "no phone number";
        };
    }

    private static KithException tooLarge() {
        return KithException.of(ErrorCode.TOO_LARGE, "The file is larger than 20 MB.");
    }
}
