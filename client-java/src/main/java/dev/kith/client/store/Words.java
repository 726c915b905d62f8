package dev.kith.client.store;

import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What people type into a search, in the language of the index: all of the words, in any order; {@code "these together"};
 * {@code -without}. A word is a run of letters and digits, in whatever case; an accent counts.
 */
final class Words {
    private static final Pattern PARTS = Pattern.compile("(-?)(?:\"([^\"]*)\"|([^\\s\"]+))");

    private Words() {}

    /** A word that all messages of this conversation have, and no others. */
    static String tokenOf(long conversation) {
        return "c" + conversation;
    }

    /** Empty: nothing is sought, so nothing is found. */
    static Optional<String> expression(String sought, long conversation) {
        var wanted = new ArrayList<String>();
        var unwanted = new ArrayList<String>();
        var parts = PARTS.matcher(sought);
        while (parts.find()) {
            var words = parts.group(2) == null ? parts.group(3) : parts.group(2);
            if (words.codePoints().anyMatch(Character::isLetterOrDigit)) {
                (parts.group(1).isEmpty() ? wanted : unwanted).add("text : \"" + words.replace("\"", "") + "\"");
            }
        }
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        if (conversation != 0) {
            wanted.add("conversation : \"" + tokenOf(conversation) + "\"");
        }
        var expression = "(" + String.join(" AND ", wanted) + ")";
        return Optional.of(
                unwanted.isEmpty() ? expression : expression + " NOT (" + String.join(" OR ", unwanted) + ")");
    }
}
