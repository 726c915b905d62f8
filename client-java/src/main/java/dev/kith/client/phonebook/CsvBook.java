package dev.kith.client.phonebook;

import dev.kith.client.phonebook.PhoneBook.Entry;
import dev.kith.client.phonebook.PhoneBook.Kind;
import dev.kith.client.phonebook.PhoneBook.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV exports by their headers: those of Google ({@code Phone 1 - Value}), Outlook ({@code Mobile Phone},
 * {@code Business Phone 2}, also in German) and any other table with a column that is called after a phone.
 */
final class CsvBook {
    private static final Pattern PHONE =
            Pattern.compile(".*(phone|mobile|mobil|telefon|handy|pager|fax|\\btel\\b|\\bcell|number|nummer).*");
    /** Columns about a number, not with one. */
    private static final Pattern ABOUT = Pattern.compile(".*(type|label|country code|id number|account).*");

    private static final Pattern GIVEN = Pattern.compile("(first|given) name|vorname");
    private static final Pattern MIDDLE = Pattern.compile("(middle|additional) name|weitere vornamen");
    private static final Pattern FAMILY = Pattern.compile("(last|family) name|surname|nachname");
    private static final Pattern WHOLE = Pattern.compile("(display |full |file as)?name|file as|anzeigename");
    private static final Pattern COMPANY = Pattern.compile("company|organization( 1 - |\\s)?name|organization|firma");
    private static final Pattern GOOGLE_VALUE = Pattern.compile("phone (\\d+) - value");

    /** Between the numbers of one Google cell. */
    private static final String SEVERAL = ":::";

    private final List<String> headers;
    private final List<Integer> phones;

    private CsvBook(List<String> headers) {
        this.headers = headers;
        this.phones = IntStream.range(0, headers.size())
                .filter(column -> PHONE.matcher(headers.get(column)).matches()
                        && !ABOUT.matcher(headers.get(column)).matches())
                .boxed()
                .toList();
    }

    /** Empty if no column is one of phone numbers. */
    static Optional<PhoneBook> read(String text) {
        var table = CsvTable.parse(text);
        if (table.rows().isEmpty()) {
            return Optional.empty();
        }
        var headers = table.rows().get(0).cells().stream()
                .map(header -> header.strip().toLowerCase(Locale.ROOT))
                .toList();
        var book = new CsvBook(headers);
        if (book.phones.isEmpty()) {
            return Optional.empty();
        }
        // A line of prose may speak of phones too: one column alone has to have numbers.
        var read = book.read(table);
        return headers.size() == 1 && read.entries().isEmpty() ? Optional.empty() : Optional.of(read);
    }

    private PhoneBook read(CsvTable table) {
        var entries = new ArrayList<Entry>();
        var problems = new ArrayList<Problem>();
        for (var row : table.rows().subList(1, table.rows().size())) {
            if (row.broken()) {
                problems.add(new Problem(row.line(), "", "a quote is opened and never closed"));
                continue;
            }
            if (row.isBlank()) {
                continue;
            }
            var name = name(row.cells());
            int before = entries.size();
            for (int column : phones) {
                for (var number : cell(row.cells(), column).split(SEVERAL, -1)) {
                    if (!number.isBlank()) {
                        entries.add(new Entry(name, number.strip(), kind(row.cells(), column), row.line()));
                    }
                }
            }
            if (entries.size() == before) {
                problems.add(new Problem(row.line(), name, "no phone number"));
            }
        }
        return new PhoneBook("CSV", entries, problems);
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

    /** By the header; in Google's files by the column of labels beside it. */
    private Kind kind(List<String> cells, int column) {
        var header = headers.get(column);
        var google = GOOGLE_VALUE.matcher(header);
        if (google.matches()) {
            for (var label : List.of("type", "label")) {
                int beside = headers.indexOf("phone " + google.group(1) + " - " + label);
                if (beside >= 0) {
                    return kind(cell(cells, beside).toLowerCase(Locale.ROOT));
                }
            }
        }
        return kind(header);
    }

    private static Kind kind(String words) {
        if (words.contains("fax")) {
            return Kind.FAX;
        }
        if (words.contains("pager")) {
            return Kind.PAGER;
        }
        if (words.contains("mobil") || words.contains("cell") || words.contains("handy")) {
            return Kind.MOBILE;
        }
        if (words.contains("work")
                || words.contains("business")
                || words.contains("company")
                || words.contains("gesch")) {
            return Kind.WORK;
        }
        return words.contains("home") || words.contains("privat") ? Kind.HOME : Kind.OTHER;
    }
}
