package dev.kith.kit.address;

import java.util.List;
import java.util.regex.Pattern;

/// Telephone numbers as people write them down.
///
/// The patterns never go back over what they have read, so that no text, however it is made, takes long.
final class NumberText {
    /// What stands between digits: blanks, invisible direction marks, dashes, dots and so on.
    private static final String BETWEEN = "\\p{Z}\\p{Cf}\\p{Pd}+\uFF0B()\\[\\].,/*#~\uFF08\uFF09\u00B7\u2022\u30FC";

    /// Digits of any script, and what stands between them.
    private static final Pattern NUMBER = Pattern.compile("[;" + BETWEEN + "]*+\\p{Nd}[;" + BETWEEN + "\\p{Nd}]*+");

    /// RFC 3966, with parameters.
    private static final Pattern TEL_URI = Pattern.compile("(?i:\\p{Z}*+tel:)[" + BETWEEN + "]*+\\p{Nd}[" + BETWEEN
            + "\\p{Nd}]*+(?:;[A-Za-z][^;=\\s]*+=[^;\\s]*+)*+\\p{Z}*+");

    /// Enough digits for a number, then a mark, then a few more digits: "+49 30 123456 ext. 12", "030 123456 x12",
    /// "030 123456,,12".
    private static final Pattern EXTENSION = Pattern.compile("(?iu)[\\p{Z}\\p{Cf}]*+(?:tel:)?[+\uFF0B(]?"
            + "\\p{Nd}[\\p{Nd}\\p{Z}\\p{Cf}()./\\p{Pd}]{4,}+"
            + "(?:[,;]?\\p{Z}*+(?:ext(?:n|ension)?|x|int(?:erno)?|anexo|ramal|poste|durchwahl|dw|nst|wew|dahili|доб"
            + "|内線|内线|分機|分机|내선)[.:=]?|,,+|;(?:ext=)?|[#*~]+)\\p{Z}*+\\p{Nd}{1,7}+[)\\p{Z}]*+");

    /// The trunk prefix as it is put beside the country code, for those who call from within: "+39 (0) 348 ...".
    private static final Pattern OPTIONAL_TRUNK_PREFIX = Pattern.compile("[(\uFF08]\\p{Z}*+0\\p{Z}*+[)\uFF09]");

    /// The international prefix of most countries, which is written also where it is another one.
    private static final Pattern INTERNATIONAL_PREFIX = Pattern.compile("^\\p{Z}*+0\\p{Z}*+0(?=[\\p{Z}(1-9])");

    /// Invisible marks, at which the parser would stop, and dots that it does not know.
    private static final Pattern UNKNOWN_TO_THE_PARSER = Pattern.compile("[\\p{Cf}\u00B7\u2022]++");

    private static final String USUAL_BETWEEN = " +-()./";

    private NumberText() {}

    static boolean isNumber(String given) {
        return isUsual(given)
                || NUMBER.matcher(given).matches()
                || TEL_URI.matcher(given).matches();
    }

    static boolean hasExtension(String given) {
        return !isUsual(given) && EXTENSION.matcher(given).matches();
    }

    /// As the parser takes it.
    static String plain(String given) {
        return isUsual(given) ? given : UNKNOWN_TO_THE_PARSER.matcher(given).replaceAll(" ");
    }

    /// Nothing but what nearly all numbers are written with. Such a text is a number, has no extension and is plain:
    /// what the patterns would say after a hundred times the work.
    private static boolean isUsual(String given) {
        boolean hasDigit = false;
        for (int i = 0; i < given.length(); i++) {
            char c = given.charAt(i);
            if (c >= '0' && c <= '9') {
                hasDigit = true;
            } else if (USUAL_BETWEEN.indexOf(c) < 0) {
                return false;
            }
        }
        return hasDigit;
    }

    /// What else can be meant by a plain text that is no number as it stands, in the order in which it is to be tried.
    static List<String> otherReadings(String plain) {
        return List.of(
                OPTIONAL_TRUNK_PREFIX.matcher(plain).replaceFirst(" "),
                INTERNATIONAL_PREFIX.matcher(plain).replaceFirst("+"));
    }
}
