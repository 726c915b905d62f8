package dev.kith.client.phonebook;

import dev.kith.client.phonebook.PhoneBook.Entry;
import dev.kith.client.phonebook.PhoneBook.Kind;
import dev.kith.client.phonebook.PhoneBook.Problem;
import ezvcard.VCard;
import ezvcard.VCardVersion;
import ezvcard.io.text.VCardReader;
import ezvcard.parameter.TelephoneType;
import ezvcard.property.Telephone;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads vCards. The file is cut into its cards first and each is parsed by itself, so a broken one stays alone. */
final class VCards {
    private static final Pattern BEGIN =
            Pattern.compile("\\s*(?:\\w+\\.)?BEGIN\\s*:\\s*VCARD\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern END =
            Pattern.compile("\\s*(?:\\w+\\.)?END\\s*:\\s*VCARD\\s*", Pattern.CASE_INSENSITIVE);

    /** A card inside a card, which vCard 2.1 has for somebody's assistant. */
    private static final Pattern AGENT = Pattern.compile("(?:\\w+\\.)?AGENT\\b.*", Pattern.CASE_INSENSITIVE);

    private static final int LINES_TO_FIND_ONE = 50;

    private final List<Entry> entries = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private @Nullable VCardVersion version;
    private int position;

    private VCards() {}

    static boolean areIn(String text) {
        return text.lines()
                .limit(LINES_TO_FIND_ONE)
                .anyMatch(line -> BEGIN.matcher(line).matches());
    }

    static PhoneBook read(String text) {
        var cards = new VCards();
        cards.cut(text);
        var version = cards.version;
        return new PhoneBook(
                "vCard" + (version == null ? "" : " " + version.getVersion()), cards.entries, cards.problems);
    }

    private void cut(String text) {
        var card = new StringBuilder();
        int depth = 0;
        var before = "";
        for (var line : (Iterable<String>) text.lines()::iterator) {
            if (BEGIN.matcher(line).matches()) {
                if (depth > 0 && !AGENT.matcher(before).matches()) {
                    card(card.append("END:VCARD\r\n").toString(), true);
                    card.setLength(0);
                    depth = 0;
                }
                depth++;
            }
            if (depth > 0) {
                card.append(line).append("\r\n");
            }
            if (END.matcher(line).matches() && depth > 0) {
                depth--;
                if (depth == 0) {
                    card(card.toString(), false);
                    card.setLength(0);
                }
            }
            before = line.isBlank() ? before : line;
        }
        if (depth > 0) {
            card(card.append("END:VCARD\r\n").toString(), true);
        }
    }

    private void card(String text, boolean cutOff) {
        position++;
        try (var reader = new VCardReader(text)) {
            var card = reader.readNext();
            if (card == null) {
                problems.add(new Problem(position, "", "the card cannot be read"));
                return;
            }
            version = version == null ? card.getVersion() : version;
            take(card, cutOff);
        } catch (IOException | RuntimeException unreadable) {
            problems.add(new Problem(position, "", "the card cannot be read"));
        }
    }

    private void take(VCard card, boolean cutOff) {
        var name = name(card);
        int before = entries.size();
        for (var telephone : card.getTelephoneNumbers()) {
            var number = number(telephone);
            if (!number.isBlank()) {
                entries.add(new Entry(name, number, kind(telephone), position));
            }
        }
        if (cutOff) {
            problems.add(new Problem(position, name, "the card has no end; read as far as it goes"));
        } else if (entries.size() == before) {
            problems.add(new Problem(position, name, "no phone number"));
        }
    }

    private static String number(Telephone telephone) {
        var uri = telephone.getUri();
        var number = uri == null ? telephone.getText() : uri.getNumber();
        return number == null ? "" : number.strip();
    }

    private static String name(VCard card) {
        if (card.getFormattedName() != null && isThere(card.getFormattedName().getValue())) {
            return card.getFormattedName().getValue().strip();
        }
        var structured = card.getStructuredName();
        if (structured != null) {
            var joined = Stream.of(structured.getGiven(), structured.getFamily())
                    .filter(VCards::isThere)
                    .collect(Collectors.joining(" "));
            if (!joined.isBlank()) {
                return joined.strip();
            }
        }
        if (card.getOrganization() != null
                && !card.getOrganization().getValues().isEmpty()) {
            return card.getOrganization().getValues().get(0).strip();
        }
        return card.getNickname() != null && !card.getNickname().getValues().isEmpty()
                ? card.getNickname().getValues().get(0).strip()
                : "";
    }

    private static boolean isThere(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    private static Kind kind(Telephone telephone) {
        var types = telephone.getTypes().stream()
                .map(TelephoneType::getValue)
                .map(type -> type.toLowerCase(Locale.ROOT))
                .toList();
        if (types.contains("fax")) {
            return Kind.FAX;
        }
        if (types.contains("pager")) {
            return Kind.PAGER;
        }
        if (types.stream().anyMatch(type -> type.equals("cell") || type.equals("iphone") || type.equals("mobile"))) {
            return Kind.MOBILE;
        }
        if (types.contains("work")) {
            return Kind.WORK;
        }
        return types.contains("home") ? Kind.HOME : Kind.OTHER;
    }
}
