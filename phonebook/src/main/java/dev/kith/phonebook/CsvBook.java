package dev.kith.phonebook;

import dev.kith.phonebook.Card.Fault;
import dev.kith.phonebook.text.Lines.Line;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV exports by their headers: those of Google ({@code Phone 1 - Value}), Outlook ({@code Mobile Phone},
 * {@code Business Phone 2}, also in other languages) and any other table with a column that is called after a phone.
 */
final class CsvBook implements Content {
    /** Without accents, in small letters; what Outlook and address books call it in the languages of Europe and East Asia. */
    private static final Pattern PHONE =
            Pattern.compile(".*(phone|mobile|mobil|telef|telep|handy|pager|fax|\\btel\\b|\\bcell"
                    + "|number|nummer|numero|movil|celul|telemovel|portable|puhelin|komork|телефон|мобильн"
                    + "|电话|電話|手机|手機|携帯|전화|휴대).*");
    /** Columns about a number, not with one. */
    private static final Pattern ABOUT =
            Pattern.compile(".*(type|label|country code|id number|account|etiqueta|etichetta|libelle|bezeichnung).*");

    private static final Pattern GIVEN =
            Pattern.compile("(first|given) name|vorname|prenom|nombre|nome|voornaam|imie|имя|名");
    private static final Pattern MIDDLE = Pattern.compile("(middle|additional) name|weitere vornamen");
    private static final Pattern FAMILY = Pattern.compile(
            "(last|family) name|surname|nachname|nom|apellidos?|cognome|sobrenome|achternaam|nazwisko|фамилия|姓");
    private static final Pattern WHOLE = Pattern.compile("(display |full |file as)?name|file as|anzeigename");
    private static final Pattern COMPANY = Pattern.compile("company|organization( 1 - |\\s)?name|organization|firma");
    private static final Pattern GOOGLE_VALUE = Pattern.compile("phone (\\d+) - value");

    /** Between the numbers of one Google cell. */
    private static final String SEVERAL = ":::";

    private final boolean withNames;
    private final CsvRows rows = new CsvRows();
    private List<String> headers = List.of();
    private List<PhoneColumn> phones = List.of();
    private int position;
    private boolean begun;
    private boolean hasNumbers;

    CsvBook(boolean withNames) {
        this.withNames = withNames;
    }

    @Override
    public List<Card> line(Line line) throws NoPhoneBookException {
        return cards(rows.line(line));
    }

    @Override
    public List<Card> end() throws NoPhoneBookException {
        var cards = cards(rows.end());
        // A line of prose may speak of phones too: one column alone has to have numbers.
        if (!begun || (headers.size() == 1 && !hasNumbers)) {
            throw noBook();
        }
        return cards;
    }

    @Override
    public FileFormat.Kind kind() {
        return FileFormat.Kind.CSV;
    }

    @Override
    public @Nullable String version() {
        return null;
    }

    @Override
    public @Nullable Character separator() {
        return rows.separator();
    }

    private static NoPhoneBookException noBook() {
        return new NoPhoneBookException("This is neither a vCard file nor a CSV file with a column of phone numbers.");
    }

    private List<Card> cards(List<CsvRows.Row> more) throws NoPhoneBookException {
        var cards = new ArrayList<Card>();
        for (var row : more) {
            if (!begun) {
                if (!row.isBlank()) {
                    begin(row);
                }
            } else if (row.broken()) {
                position++;
                cards.add(new Card(position, row.line(), "", List.of(), Fault.OPEN_QUOTE));
            } else if (!row.isBlank()) {
                position++;
                cards.add(card(row));
            }
        }
        return cards;
    }

    private void begin(CsvRows.Row row) throws NoPhoneBookException {
        begun = true;
        headers = row.cells().stream().map(CsvBook::plain).toList();
        var first = new HashMap<String, Integer>();
        IntStream.range(0, headers.size()).forEach(column -> first.putIfAbsent(headers.get(column), column));
        phones = IntStream.range(0, headers.size())
                .filter(column -> PHONE.matcher(headers.get(column)).matches()
                        && !ABOUT.matcher(headers.get(column)).matches())
                .mapToObj(column ->
                        new PhoneColumn(column, labelBeside(headers.get(column), first), kind(headers.get(column))))
                .toList();
        if (phones.isEmpty()) {
            throw noBook();
        }
    }

    /** In small letters and without accents. Composed again at the end: Korean falls apart too. */
    private static String plain(String header) {
        var bare = Normalizer.normalize(header.strip().toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("[\\u0300-\\u036f]", "");
        return Normalizer.normalize(bare, Normalizer.Form.NFC);
    }

    private Card card(CsvRows.Row row) {
        var numbers = new ArrayList<Card.Phone>();
        var columns = phones.iterator();
        while (columns.hasNext() && numbers.size() <= Card.MOST_NUMBERS) {
            var phone = columns.next();
            for (var number : cell(row.cells(), phone.column()).split(SEVERAL, -1)) {
                if (!number.isBlank()) {
                    numbers.add(new Card.Phone(number.strip(), phone.kindIn(row.cells())));
                }
            }
        }
        hasNumbers |= !numbers.isEmpty();
        return Card.read(position, row.line(), withNames ? name(row.cells()) : "", numbers, null);
    }

    private String name(List<String> cells) {
        var whole = first(cells, WHOLE);
        if (whole != null) {
            return whole;
        }
        var parts = new ArrayList<String>();
        for (var part : List.of(GIVEN, MIDDLE, FAMILY)) {
            var value = first(cells, part);
            if (value != null) {
                parts.add(value);
            }
        }
        if (!parts.isEmpty()) {
            return parts.stream().collect(Collectors.joining(" "));
        }
        var company = first(cells, COMPANY);
        return company == null ? "" : company;
    }

    private @Nullable String first(List<String> cells, Pattern header) {
        for (int column = 0; column < headers.size(); column++) {
            if (header.matcher(headers.get(column)).matches()
                    && !cell(cells, column).isBlank()) {
                return cell(cells, column).strip();
            }
        }
        return null;
    }

    private static String cell(List<String> cells, int column) {
        return column < cells.size() ? cells.get(column) : "";
    }

    /**
     * A column of numbers.
     *
     * @param label the column with the labels of its numbers, as Google's files have it
     * @param kind by the header, where there are no labels
     */
    private record PhoneColumn(int column, @Nullable Integer label, Card.Line kind) {
        Card.Line kindIn(List<String> cells) {
            return label == null ? kind : CsvBook.kind(plain(cell(cells, label)));
        }
    }

    private static @Nullable Integer labelBeside(String header, Map<String, Integer> columns) {
        var google = GOOGLE_VALUE.matcher(header);
        if (!google.matches()) {
            return null;
        }
        var type = columns.get("phone " + google.group(1) + " - type");
        return type != null ? type : columns.get("phone " + google.group(1) + " - label");
    }

    private static Card.Line kind(String words) {
        if (words.contains("fax")) {
            return Card.Line.FAX;
        }
        if (words.contains("pager")) {
            return Card.Line.PAGER;
        }
        if (words.contains("mobil")
                || words.contains("movil")
                || words.contains("cell")
                || words.contains("celul")
                || words.contains("handy")) {
            return Card.Line.MOBILE;
        }
        if (words.contains("work")
                || words.contains("business")
                || words.contains("company")
                || words.contains("gesch")) {
            return Card.Line.WORK;
        }
        return words.contains("home") || words.contains("privat") ? Card.Line.HOME : Card.Line.OTHER;
    }
}
