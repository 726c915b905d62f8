package dev.kith.phonebook;

import dev.kith.phonebook.text.Decoding;
import dev.kith.phonebook.text.Lines;
import dev.kith.phonebook.text.Lines.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads an exported phone book as its bytes come: vCard 2.1, 3.0 and 4.0, or CSV with a line of headers. Who is complete is
 * given at once and forgotten, so the memory that a file takes does not grow with its size. Numbers are given as they are
 * written, in whatever spelling; a card or a row that is broken is given with its {@link Card.Fault} and spoils none of the
 * others. One parser reads one file; not thread-safe.
 */
public final class PhoneBookParser {
    private static final int LINES_TO_RECOGNISE = 50;
    private static final int CHARACTERS_TO_RECOGNISE = 1 << 17;

    private final boolean withNames;
    private final Decoding decoding = new Decoding();
    private final Lines lines = new Lines();
    private final List<Line> first = new ArrayList<>();
    private int firstCharacters;
    private @Nullable Content content;

    private PhoneBookParser(boolean withNames) {
        this.withNames = withNames;
    }

    /** For the owner of the file. */
    public static PhoneBookParser withNames() {
        return new PhoneBookParser(true);
    }

    /** For everybody else: names are not even taken out of the file. */
    public static PhoneBookParser withoutNames() {
        return new PhoneBookParser(false);
    }

    /** Of whom the file is complete with these bytes. */
    public List<Card> feed(byte[] bytes) throws NoPhoneBookException {
        return cards(lines.feed(decoding.feed(bytes)));
    }

    /** Who is left at the end of the file. */
    public List<Card> end() throws NoPhoneBookException {
        var cards = new ArrayList<>(cards(lines.feed(decoding.end())));
        cards.addAll(cards(lines.end()));
        if (content == null) {
            cards.addAll(recognise());
        }
        if (content != null) {
            cards.addAll(content.end());
        }
        return cards;
    }

    /** Empty as long as nothing was recognised. */
    public Optional<FileFormat> format() {
        return Optional.ofNullable(content)
                .map(found -> new FileFormat(found.kind(), found.version(), decoding.encoding(), found.separator()));
    }

    private List<Card> cards(List<Line> more) throws NoPhoneBookException {
        var cards = new ArrayList<Card>();
        for (var line : more) {
            if (content != null) {
                cards.addAll(content.line(line));
            } else {
                cards.addAll(lineBefore(line));
            }
        }
        return cards;
    }

    private List<Card> lineBefore(Line line) throws NoPhoneBookException {
        first.add(line);
        firstCharacters += line.text().length();
        boolean enough =
                VCards.begins(line) || first.size() >= LINES_TO_RECOGNISE || firstCharacters > CHARACTERS_TO_RECOGNISE;
        return enough ? recognise() : List.of();
    }

    private List<Card> recognise() throws NoPhoneBookException {
        if (first.stream().allMatch(line -> line.text().isBlank())) {
            throw new NoPhoneBookException("The file is empty.");
        }
        var recognised = first.stream().anyMatch(VCards::begins) ? new VCards(withNames) : new CsvBook(withNames);
        content = recognised;
        var cards = new ArrayList<Card>();
        for (var line : first) {
            cards.addAll(recognised.line(line));
        }
        first.clear();
        return cards;
    }
}
