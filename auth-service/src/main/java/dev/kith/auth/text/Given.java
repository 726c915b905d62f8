package dev.kith.auth.text;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a request gives, or the refusal that names the field.
public final class Given {
    /// Controls, broken characters and those that turn or hide the text around them.
    private static final Pattern BAD =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}\u202A-\u202E\u2066-\u2069\uFEFF]");

    private Given() {}

    /// The body, which must be there.
    public static <T> T body(@Nullable T body) {
        if (body == null) {
            throw new ProblemException(ErrorCode.BAD_REQUEST, "A JSON body is needed.");
        }
        return body;
    }

    /// A field that must be there.
    public static <T> T needed(String field, @Nullable T value) {
        if (value == null) {
            throw new ProblemException(ErrorCode.INVALID_VALUE, "Missing: " + field);
        }
        return value;
    }

    /// A text that people will see: not blank, one line, so many characters at most; stripped.
    public static String line(String field, @Nullable String value, int longest) {
        var line = needed(field, value).strip();
        if (line.isEmpty()) {
            throw invalid(field, "is empty");
        }
        if (line.codePointCount(0, line.length()) > longest) {
            throw invalid(field, "is longer than " + longest + " characters");
        }
        if (BAD.matcher(line).find()) {
            throw invalid(field, "has a control character");
        }
        return line;
    }

    /// The refusal of a value.
    public static ProblemException invalid(String field, String trouble) {
        return new ProblemException(ErrorCode.INVALID_VALUE, field + " " + trouble);
    }
}
