package dev.kith.profile.cursor;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/// The `limit` of a list.
public final class PageSize {
    private static final int USUAL = 100;

    private PageSize() {}

    /// The size that a request asks for.
    ///
    /// @param text as given in the request; null: the usual size
    /// @throws ProblemException `invalid-value` for anything but 1 to most
    public static int of(@Nullable String text, int most) {
        if (text == null) {
            return Math.min(USUAL, most);
        }
        try {
            int size = Integer.parseInt(text);
            if (size >= 1 && size <= most) {
                return size;
            }
        } catch (NumberFormatException notANumber) {
            // The same answer as for a number out of range.
        }
        throw new ProblemException(ErrorCode.INVALID_VALUE, "limit is 1 to " + most + ".");
    }
}
