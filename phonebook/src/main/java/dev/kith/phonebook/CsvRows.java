package dev.kith.phonebook;

import dev.kith.phonebook.text.Lines.Line;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Lines to the rows of a CSV file (RFC 4180): quotes, doubled quotes, line breaks within quotes. The separator is the one of
 * comma, semicolon and tab that the first line has most of, or what a first line {@code sep=;} says.
 */
final class CsvRows {
    /** Of one row; a quote that is open for longer was never meant to be one. */
    static final int MOST_CHARACTERS = 1 << 16;

    /** Each is read twice, so that a file of nothing else takes no longer than others. */
    private static final int MOST_BROKEN = 1_000;

    private final Deque<Line> waiting = new ArrayDeque<>();
    private final List<Line> taken = new ArrayList<>();
    private List<String> cells = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();
    private int characters;
    private boolean quoted;
    private boolean begun;
    private int broken;
    private char separator = ',';

    /**
     * A row.
     *
     * @param line on which it begins, from 1
     * @param broken its last quote is never closed; the rows after it are read on from the next line
     */
    record Row(int line, List<String> cells, boolean broken) {
        boolean isBlank() {
            return cells.stream().allMatch(String::isBlank);
        }
    }

    char separator() {
        return separator;
    }

    /** The rows that are complete with this line. */
    List<Row> line(Line line) throws NoPhoneBookException {
        if (!begun) {
            begun = true;
            var text = line.text();
            if (text.matches("(?i)sep=.")) {
                separator = text.charAt(4);
                return List.of();
            }
            separator = mostOf(text);
        }
        waiting.add(line);
        return rows(false);
    }

    /** The rows that are left. */
    List<Row> end() throws NoPhoneBookException {
        return rows(true);
    }

    private List<Row> rows(boolean last) throws NoPhoneBookException {
        var rows = new ArrayList<Row>();
        while (!waiting.isEmpty() || (last && !taken.isEmpty())) {
            boolean over = waiting.isEmpty();
            if (!over) {
                read(waiting.remove());
                over = quoted && characters > MOST_CHARACTERS;
            }
            if (over) {
                rows.add(giveUp());
            } else if (!quoted) {
                rows.add(new Row(taken.get(0).number(), List.copyOf(cells), false));
                begin();
            }
        }
        return rows;
    }

    /** The first line of the row is lost; those after it are read again, as rows of their own. */
    private Row giveUp() throws NoPhoneBookException {
        broken++;
        if (broken > MOST_BROKEN) {
            throw new NoPhoneBookException("In this file more than " + MOST_BROKEN + " quotes are never closed.");
        }
        int line = taken.get(0).number();
        for (int i = taken.size() - 1; i > 0; i--) {
            waiting.addFirst(taken.get(i));
        }
        begin();
        return new Row(line, List.of(), true);
    }

    private void begin() {
        taken.clear();
        cells = new ArrayList<>();
        cell.setLength(0);
        characters = 0;
        quoted = false;
    }

    private void read(Line line) {
        if (!taken.isEmpty()) {
            cell.append('\n');
        }
        taken.add(line);
        characters += line.text().length() + 1;
        read(line.text());
        if (!quoted) {
            cells.add(cell.toString());
        }
    }

    private void read(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (quoted) {
                if (c == '"' && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                    cell.append('"');
                    at++;
                } else if (c == '"') {
                    quoted = false;
                } else {
                    cell.append(c);
                }
            } else if (c == '"' && isBlank(cell)) {
                quoted = true;
                cell.setLength(0);
            } else if (c == separator) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
    }

    private static boolean isBlank(StringBuilder text) {
        return text.chars().allMatch(Character::isWhitespace);
    }

    private static char mostOf(String line) {
        char best = ',';
        long most = 0;
        for (char candidate : new char[] {',', ';', '\t'}) {
            long count = line.chars().filter(c -> c == candidate).count();
            if (count > most) {
                best = candidate;
                most = count;
            }
        }
        return best;
    }
}
