package dev.kith.cli.samples;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// Phone books in the shapes of the programs that export them.
final class Exports {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private Exports() {}

    /// vCard 3.0 as iOS and macOS write it.
    static byte[] ios(List<Card> cards) {
        var text = new VCardText();
        for (var card : cards) {
            text.line("BEGIN:VCARD").line("VERSION:3.0").line("PRODID:-//Apple Inc.//iPhone OS 18.1//EN");
            text.folded("N:" + VCardText.escaped(card.family()) + ";" + VCardText.escaped(card.given()) + ";;;");
            text.folded("FN:" + VCardText.escaped(card.shown()));
            if (!card.organization().isEmpty()) {
                text.folded("ORG:" + VCardText.escaped(card.organization()) + ";");
            }
            int item = 0;
            for (var line : card.lines()) {
                item++;
                switch (line.label()) {
                    case "mobile" -> text.folded("TEL;type=CELL;type=VOICE;type=pref:" + line.number());
                    case "home" -> text.folded("TEL;type=HOME;type=VOICE:" + line.number());
                    case "work" -> text.folded("TEL;type=WORK;type=VOICE:" + line.number());
                    case "fax" -> text.folded("TEL;type=HOME;type=FAX:" + line.number());
                    default ->
                        text.folded("item" + item + ".TEL:" + line.number())
                                .folded("item" + item + ".X-ABLabel:" + line.label());
                }
            }
            note(text, card);
            text.line("END:VCARD");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// vCard 2.1 with quoted-printable as Android writes it.
    static byte[] android(List<Card> cards) {
        return version21(cards, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    }

    /// vCard 2.1 as Outlook writes it: Windows-1252; what that has not becomes a question mark there too.
    static byte[] outlook(List<Card> cards) {
        return version21(cards, WINDOWS).getBytes(WINDOWS);
    }

    private static String version21(List<Card> cards, Charset charset) {
        var text = new VCardText();
        for (var card : cards) {
            text.line("BEGIN:VCARD").line("VERSION:2.1");
            text.quoted("N", charset, card.family(), card.given(), "", "", "");
            text.quoted("FN", charset, card.shown());
            for (var line : card.lines()) {
                var type = switch (line.label()) {
                    case "mobile" -> "CELL;PREF";
                    case "home" -> "HOME";
                    case "work" -> "WORK";
                    case "fax" -> "HOME;FAX";
                    default -> "X-" + line.label();
                };
                text.line("TEL;" + type + ":" + line.number().replace('\u00a0', ' '));
            }
            if (!card.organization().isEmpty()) {
                text.quoted("ORG", charset, card.organization());
            }
            if (!card.note().isEmpty()) {
                text.quoted("NOTE", charset, card.note().replace("\n", "\r\n"));
            }
            text.line("END:VCARD");
        }
        return text.toString();
    }

    /// vCard 3.0 as Google Contacts writes it.
    static byte[] google(List<Card> cards) {
        var text = new VCardText();
        for (var card : cards) {
            text.line("BEGIN:VCARD").line("VERSION:3.0");
            text.folded("FN:" + VCardText.escaped(card.shown()));
            text.folded("N:" + VCardText.escaped(card.family()) + ";" + VCardText.escaped(card.given()) + ";;;");
            int item = 0;
            for (var line : card.lines()) {
                switch (line.label()) {
                    case "mobile" -> text.folded("TEL;TYPE=CELL:" + line.number());
                    case "home" -> text.folded("TEL;TYPE=HOME:" + line.number());
                    case "work" -> text.folded("TEL;TYPE=WORK:" + line.number());
                    case "fax" -> text.folded("TEL;TYPE=WORK;TYPE=FAX:" + line.number());
                    default -> {
                        item++;
                        text.folded("item" + item + ".TEL:" + line.number())
                                .folded("item" + item + ".X-ABLabel:" + line.label());
                    }
                }
            }
            if (!card.organization().isEmpty()) {
                text.folded("item9.ORG:" + VCardText.escaped(card.organization()))
                        .line("item9.X-ABLabel:");
            }
            note(text, card);
            text.line("CATEGORIES:myContacts").line("END:VCARD");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void note(VCardText text, Card card) {
        if (!card.note().isEmpty()) {
            text.folded("NOTE:" + VCardText.escaped(card.note()));
        }
    }

    /// CSV as Google Contacts writes it.
    static byte[] googleCsv(List<Card> cards) {
        var rows = new StringBuilder("First Name,Middle Name,Last Name,Organization Name,Notes,Labels");
        for (int i = 1; i <= 4; i++) {
            rows.append(",Phone %d - Label,Phone %d - Value".formatted(i, i));
        }
        rows.append("\n");
        for (var card : cards) {
            rows.append(cells(",", card.given(), "", card.family(), card.organization(), card.note(), "* myContacts"));
            for (int i = 0; i < 4; i++) {
                var line = i < card.lines().size() ? card.lines().get(i) : new Card.Line("", "");
                rows.append(",").append(cells(",", capital(line.label()), line.number()));
            }
            rows.append("\n");
        }
        return rows.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// CSV as Outlook writes it.
    static byte[] outlookCsv(List<Card> cards) {
        var rows = new StringBuilder(
                "\"First Name\",\"Middle Name\",\"Last Name\",\"Company\",\"Business Phone\",\"Home Fax\","
                        + "\"Home Phone\",\"Mobile Phone\",\"Other Phone\",\"Notes\"\r\n");
        for (var card : cards) {
            rows.append(quotedCells(
                            card.given(),
                            "",
                            card.family(),
                            card.organization(),
                            number(card, "work"),
                            number(card, "fax"),
                            number(card, "home"),
                            number(card, "mobile"),
                            number(card, "Ferienhaus"),
                            card.note()))
                    .append("\r\n");
        }
        return rows.toString().getBytes(WINDOWS);
    }

    /// Outlook has one field for each.
    private static String number(Card card, String label) {
        return card.lines().stream()
                .filter(line -> line.label().equals(label))
                .map(Card.Line::number)
                .findFirst()
                .orElse("");
    }

    private static String cells(String separator, String... values) {
        return List.of(values).stream()
                .map(value -> value.matches("(?s).*[,\"\n].*") ? "\"" + value.replace("\"", "\"\"") + "\"" : value)
                .collect(Collectors.joining(separator));
    }

    private static String quotedCells(String... values) {
        return List.of(values).stream()
                .map(value -> "\"" + value.replace("\"", "\"\"") + "\"")
                .collect(Collectors.joining(","));
    }

    private static String capital(String label) {
        return label.isEmpty() ? "" : Character.toUpperCase(label.charAt(0)) + label.substring(1);
    }
}
