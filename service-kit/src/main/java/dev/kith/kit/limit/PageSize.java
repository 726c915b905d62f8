package dev.kith.kit.limit;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/// The `limit` of a list.
public final class PageSize {
    private PageSize() {}

    /// The size that a request asks for.
    ///
    /// @param text as given in the request; null: the usual size. A text, because of a parameter that is no
    /// number the framework would say that the path is not there
    /// @throws ProblemException `invalid-value` for anything but 1 to most
    public static int of(@Nullable String text, int usual, int most) {
        if (text == null) {
            return Math.min(usual, most);
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
