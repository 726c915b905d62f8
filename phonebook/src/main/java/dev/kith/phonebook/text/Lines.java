package dev.kith.phonebook.text;

import java.util.ArrayList;
import java.util.List;

/** Text to lines, as it comes; they end as on any system. */
public final class Lines {
    /** Of one line; what is longer (a picture, mostly) is cut, and the rest of it thrown away. */
    static final int MOST_CHARACTERS = 1 << 16;

    private final StringBuilder line = new StringBuilder();
    private int number = 1;
    private boolean cut;
    private boolean afterReturn;
    private boolean open;

    /**
     * A line without its end.
     *
     * @param number from 1
     * @param cut it was longer
     */
    public record Line(String text, int number, boolean cut) {}

    /** The lines that end in this text. */
    public List<Line> feed(String text) {
        var lines = new ArrayList<Line>();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean secondHalf = c == '\n' && afterReturn;
            afterReturn = c == '\r';
            if (secondHalf) {
                continue;
            }
            if (c == '\n' || c == '\r') {
                lines.add(take());
            } else {
                append(c);
            }
        }
        return lines;
    }

    /** A last line without an end, if there is one. */
    public List<Line> end() {
        return open ? List.of(take()) : List.of();
    }

    private void append(char c) {
        open = true;
        if (line.length() < MOST_CHARACTERS) {
            line.append(c);
        } else {
            cut = true;
        }
    }

    private Line take() {
        var taken = new Line(line.toString(), number++, cut);
        line.setLength(0);
        cut = false;
        open = false;
        return taken;
    }
}
