package dev.kith.media.upload;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// What is answered of an upload, in the words of tus.
final class TusAnswer {
    private TusAnswer() {}

    /// Says where the upload stands, or refuses.
    static void tell(Progress progress, HttpServerResponse response) {
        switch (progress) {
            case Progress.At at -> {
                response.putHeader("Upload-Offset", Long.toString(at.offset()))
                        .putHeader("Upload-Length", Long.toString(at.length()))
                        .putHeader("Upload-Expires", date(at.expiresAt()));
                at.concat().header().ifPresent(concat -> response.putHeader("Upload-Concat", concat));
            }
            case Progress.Elsewhere elsewhere -> {
                response.putHeader("Upload-Offset", Long.toString(elsewhere.offset()));
                throw new ProblemException(ErrorCode.WRONG_OFFSET, "The upload stands at " + elsewhere.offset() + ".");
            }
            case Progress.Corrupt corrupt ->
                throw new ProblemException(ErrorCode.WRONG_CHECKSUM, "Send these bytes again.");
            case Progress.Joined joined ->
                throw new ProblemException(ErrorCode.FORBIDDEN, "What is made of parts takes no bytes.");
            case Progress.Busy busy -> throw busy();
            case Progress.Unknown unknown -> throw unknown();
        }
    }

    static String date(Instant at) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC));
    }

    static ProblemException busy() {
        return ProblemException.retryAfter(
                ErrorCode.UPLOAD_BUSY, "Another call is writing to it.", Duration.ofSeconds(1));
    }

    static ProblemException unknown() {
        return new ProblemException(ErrorCode.NOT_FOUND, "There is no such upload.");
    }
}
