package dev.kith.cli.contacts;

import dev.kith.cli.screen.Screen;
import dev.kith.cli.session.Names;
import dev.kith.client.ContactSyncResult;
import dev.kith.client.phonebook.PhoneBook;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What became of a phone book: who is here, who may be invited, what is no number and why.
final class SyncReport {
    private static final int FIRST = 10;

    /// The server's and the reader's reasons, in words.
    private static final Map<String, String> WORDS = Map.of(
            "short-code", "a short or emergency number",
            "number-too-short", "too short",
            "number-too-long", "too long",
            "no-such-number", "no number there looks like this",
            "not-a-number", "not a number",
            "region-needed", "needs a country code, or --region",
            "extension", "has an extension",
            "not-an-address", "not an address",
            "no-number", "no number");

    private final Screen screen;
    private final PhoneBook book;
    private final ContactSyncResult result;
    private final Names names;
    private final boolean all;

    SyncReport(Screen screen, PhoneBook book, ContactSyncResult result, Names names, boolean all) {
        this.screen = screen;
        this.book = book;
        this.result = result;
        this.names = names;
        this.all = all;
    }

    void print(boolean json) {
        if (json) {
            screen.json(object());
            return;
        }
        screen.line(book.format() + ": " + book.entries().size() + " numbers. "
                + screen.paint(Screen.Colour.GREEN, result.matched().size() + " here") + ", "
                + result.unmatched().size() + " to invite, "
                + (result.pending().isEmpty() ? "" : result.pending().size() + " still to be looked up, ")
                + screen.paint(Screen.Colour.YELLOW, result.invalid().size() + " invalid") + ".");
        section("Here", List.of("name", "in your book", "address"), matched());
        section("To invite", List.of("name", "in your book"), entries(result.unmatched()));
        section("Still to be looked up", List.of("name", "in your book"), entries(result.pending()));
        section("Invalid", List.of("name", "in your book", "why"), invalid());
        section("Without a number", List.of("name", "position", "why"), problems());
    }

    private void section(String title, List<String> headers, List<List<String>> rows) {
        section(screen, all, title, headers, rows);
    }

    static void section(Screen screen, boolean all, String title, List<String> headers, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        screen.line("");
        screen.line(screen.paint(Screen.Colour.BOLD, title));
        int shown = all ? rows.size() : Math.min(FIRST, rows.size());
        screen.table(headers, rows.subList(0, shown));
        if (shown < rows.size()) {
            screen.line(screen.paint(Screen.Colour.FAINT, "  and " + (rows.size() - shown) + " more (--all)"));
        }
    }

    private List<List<String>> matched() {
        var now = result.matched().stream().map(match -> List.of(name(match.index()), match.given(), match.address()));
        var earlier = result.newlyMatched().stream()
                .map(match -> List.of(names.of(match.address()), "(earlier)", match.address()));
        return Stream.concat(now, earlier).toList();
    }

    private List<List<String>> entries(List<ContactSyncResult.Entry> entries) {
        return entries.stream()
                .map(entry -> List.of(name(entry.index()), entry.given()))
                .toList();
    }

    private List<List<String>> invalid() {
        return result.invalid().stream()
                .map(entry -> List.of(name(entry.index()), entry.given(), words(entry.reason())))
                .toList();
    }

    static String words(String reason) {
        return WORDS.getOrDefault(reason, reason);
    }

    private List<List<String>> problems() {
        return book.problems().stream()
                .map(problem -> List.of(problem.name(), String.valueOf(problem.position()), problem.reason()))
                .toList();
    }

    private String name(int index) {
        return book.entries().get(index).name();
    }

    private Map<String, Object> object() {
        var out = new LinkedHashMap<String, Object>();
        out.put("format", book.format());
        out.put("version", result.version());
        out.put("entries", book.entries().size());
        out.put("matched", objects(List.of("name", "given", "address"), matched()));
        out.put("invitable", objects(List.of("name", "given"), entries(result.unmatched())));
        out.put("pending", objects(List.of("name", "given"), entries(result.pending())));
        out.put(
                "invalid",
                result.invalid().stream()
                        .map(entry -> object(
                                List.of("name", "given", "reason"),
                                List.of(name(entry.index()), entry.given(), entry.reason())))
                        .toList());
        out.put("withoutNumber", objects(List.of("name", "position", "reason"), problems()));
        return out;
    }

    private static List<Map<String, String>> objects(List<String> keys, List<List<String>> rows) {
        return rows.stream().map(row -> object(keys, row)).toList();
    }

    private static Map<String, String> object(List<String> keys, List<String> values) {
        var object = new LinkedHashMap<String, String>();
        for (int i = 0; i < keys.size(); i++) {
            object.put(keys.get(i), values.get(i));
        }
        return object;
    }
}
