package dev.kith.phonebook;

import dev.kith.phonebook.Card.Fault;
import dev.kith.phonebook.text.Lines.Line;
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
final class VCards implements Content {
    /** Of one card without its pictures; people's notes are far below. */
    static final int MOST_CHARACTERS = 1 << 18;

    private static final Pattern BEGIN =
            Pattern.compile("\\s*(?:\\w+\\.)?BEGIN\\s*:\\s*VCARD\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern END =
            Pattern.compile("\\s*(?:\\w+\\.)?END\\s*:\\s*VCARD\\s*", Pattern.CASE_INSENSITIVE);

    /** A card inside a card, which vCard 2.1 has for somebody's assistant. */
    private static final Pattern AGENT = Pattern.compile("(?:\\w+\\.)?AGENT\\b.*", Pattern.CASE_INSENSITIVE);

    /** What makes cards large and has no number. */
    private static final Pattern MEDIA =
            Pattern.compile("(?:\\w+\\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:].*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Longer lines are none of these. */
    private static final int LONGEST_MARK = 200;

    private final boolean withNames;
    private final StringBuilder card = new StringBuilder();
    private @Nullable VCardVersion version;
    private int position;
    private int depth;
    private int begin;
    private boolean inMedia;
    private boolean tooLarge;
    private String before = "";

    VCards(boolean withNames) {
        this.withNames = withNames;
    }

    static boolean begins(Line line) {
        return is(BEGIN, line);
    }

    private static boolean is(Pattern mark, Line line) {
        return line.text().length() <= LONGEST_MARK && mark.matcher(line.text()).matches();
    }

    @Override
    public List<Card> line(Line line) {
        var cards = new ArrayList<Card>(1);
        if (begins(line)) {
            if (depth > 0 && !AGENT.matcher(before).matches()) {
                cards.add(cutOff());
            }
            begin = depth == 0 ? line.number() : begin;
            depth++;
        }
        if (depth > 0) {
            append(line);
        }
        if (depth > 0 && is(END, line)) {
            depth--;
            if (depth == 0) {
                cards.add(take(null));
            }
        }
        before = line.text().isBlank() ? before : line.text();
        return cards;
    }

    @Override
    public List<Card> end() {
        return depth > 0 ? List.of(cutOff()) : List.of();
    }

    @Override
    public FileFormat.Kind kind() {
        return FileFormat.Kind.VCARD;
    }

    @Override
    public @Nullable String version() {
        return version == null ? null : version.getVersion();
    }

    @Override
    public @Nullable Character separator() {
        return null;
    }

    private void append(Line line) {
        var text = line.text();
        inMedia = inMedia ? continuesMedia(text) : MEDIA.matcher(text).matches();
        if (inMedia) {
            return;
        }
        tooLarge |= line.cut() || card.length() + text.length() > MOST_CHARACTERS;
        if (!tooLarge) {
            card.append(text).append("\r\n");
        }
    }

    /** Folded lines begin with a space; of Base64 in vCard 2.1 some programs leave that out. No other line lacks a colon. */
    private static boolean continuesMedia(String text) {
        return text.isEmpty() || text.charAt(0) == ' ' || text.charAt(0) == '\t' || text.indexOf(':') < 0;
    }

    private Card cutOff() {
        card.append("END:VCARD\r\n".repeat(depth));
        depth = 0;
        return take(Fault.NO_END);
    }

    private Card take(@Nullable Fault known) {
        position++;
        var taken = tooLarge ? broken(Fault.TOO_LARGE) : parse(card.toString(), known);
        card.setLength(0);
        inMedia = false;
        tooLarge = false;
        return taken;
    }

    private Card broken(Fault fault) {
        return new Card(position, begin, "", List.of(), fault);
    }

    private Card parse(String text, @Nullable Fault known) {
        try (var reader = new VCardReader(text)) {
            var parsed = reader.readNext();
            if (parsed == null) {
                return broken(Fault.UNREADABLE);
            }
            version = version == null ? parsed.getVersion() : version;
            return card(parsed, known);
        } catch (IOException | RuntimeException unreadable) {
            return broken(Fault.UNREADABLE);
        }
    }

    private Card card(VCard parsed, @Nullable Fault known) {
        var numbers = new ArrayList<Card.Phone>();
        for (var telephone : parsed.getTelephoneNumbers()) {
            var number = number(telephone);
            if (!number.isBlank()) {
                numbers.add(new Card.Phone(number, kind(telephone)));
            }
        }
        return Card.read(position, begin, withNames ? name(parsed) : "", numbers, known);
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

    private static Card.Line kind(Telephone telephone) {
        var types = telephone.getTypes().stream()
                .map(TelephoneType::getValue)
                .map(type -> type.toLowerCase(Locale.ROOT))
                .toList();
        if (types.contains("fax")) {
            return Card.Line.FAX;
        }
        if (types.contains("pager")) {
            return Card.Line.PAGER;
        }
        if (types.stream().anyMatch(type -> type.equals("cell") || type.equals("iphone") || type.equals("mobile"))) {
            return Card.Line.MOBILE;
        }
        if (types.contains("work")) {
            return Card.Line.WORK;
        }
        return types.contains("home") ? Card.Line.HOME : Card.Line.OTHER;
    }
}
