package dev.kith.media.reading;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import java.util.UUID;

/// The id of a file in a path.
final class FileId {
    private FileId() {}

    /// @throws ProblemException as for a file that there is not
    static UUID of(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException noId) {
            throw unknown();
        }
    }

    /// The one answer to a file that there is not, and to one that the caller may not have.
    static ProblemException unknown() {
        return new ProblemException(ErrorCode.NOT_FOUND, "There is no such file, or not for you.");
    }
}
