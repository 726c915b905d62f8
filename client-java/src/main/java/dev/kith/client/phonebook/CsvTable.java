package dev.kith.client.phonebook;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a CSV text (RFC 4180): quotes, doubled quotes, line breaks within quotes. The separator is the one of comma,
 * semicolon and tab that the first line has most of, or what a first line {@code sep=;} says.
 */
record CsvTable(List<Row> rows) {

    /**
     * @param line on which it begins, from 1
     * @param broken its last quote is never closed; the rows after it are read on from the next line
     */
    record Row(int line, List<String> cells, boolean broken) {
        boolean isBlank() {
            return cells.stream().allMatch(String::isBlank);
        }
    }

    static CsvTable parse(String text) {
        var parser = new Parser(text);
        return new CsvTable(parser.rows());
    }

    private static final class Parser {
        private final String text;
        private final List<Row> rows = new ArrayList<>();
        private char separator;
        private int at;
        private int line = 1;

        Parser(String text) {
            this.text = text;
        }

        List<Row> rows() {
            var first = text.lines().findFirst().orElse("");
            if (first.matches("(?i)sep=.")) {
                separator = first.charAt(4);
                skipLine();
            } else {
                separator = mostOf(first);
            }
            while (at < text.length()) {
                row();
            }
            return rows;
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

        private void row() {
            int start = at;
            int startLine = line;
            var cells = new ArrayList<String>();
            var cell = new StringBuilder();
            boolean quoted = false;
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (quoted) {
                    if (c == '"' && at < text.length() && text.charAt(at) == '"') {
                        cell.append('"');
                        at++;
                    } else if (c == '"') {
                        quoted = false;
                    } else {
                        line += c == '\n' ? 1 : 0;
                        cell.append(c);
                    }
                } else if (c == '"' && cell.toString().isBlank()) {
                    quoted = true;
                    cell.setLength(0);
                } else if (c == separator) {
                    cells.add(cell.toString());
                    cell.setLength(0);
                } else if (c == '\n' || c == '\r') {
                    at += c == '\r' && at < text.length() && text.charAt(at) == '\n' ? 1 : 0;
                    line++;
                    break;
                } else {
                    cell.append(c);
                }
            }
            if (quoted) {
                at = start;
                line = startLine;
                skipLine();
            }
            cells.add(cell.toString());
            rows.add(new Row(startLine, quoted ? List.of() : cells, quoted));
        }

        private void skipLine() {
            while (at < text.length() && text.charAt(at) != '\n') {
                at++;
            }
            at = Math.min(text.length(), at + 1);
            line++;
        }
    }
}
