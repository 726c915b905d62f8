package dev.kith.auth.verification;

import dev.kith.auth.text.Given;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A code on its way to the holder of a number.
///
/// @param phone E.164
public record OneTimeCode(String app, String phone, String code, Duration life) {
    private static final Pattern CODE = Pattern.compile("[0-9]{6}");

    /// A code as somebody typed it. A slip of the finger that no code can be does not cost a try.
    public static String given(@Nullable String text) {
        var code = Given.needed("code", text);
        if (!CODE.matcher(code).matches()) {
            throw Given.invalid("code", "is not six digits");
        }
        return code;
    }

    @Override
    public String toString() {
        return "code of " + app; // neither the number nor the code belongs in a log
    }
}
