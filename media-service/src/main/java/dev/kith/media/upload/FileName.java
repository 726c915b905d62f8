package dev.kith.media.upload;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// The name of a file, from `Upload-Metadata`: pairs of a key and a Base64 value, with commas between.
final class FileName {
    private static final int MOST = 200;
    private static final String UNNAMED = "file";

    private FileName() {}

    /// The value of `filename`, without what makes a path of it or has people see another name; `file` if there is
    /// none.
    ///
    /// @throws ProblemException `bad-request` for what cannot be read
    static String of(@Nullable String metadata) {
        if (metadata == null) {
            return UNNAMED;
        }
        return Arrays.stream(metadata.split(",", -1))
                .map(pair -> pair.strip().split(" ", 2))
                .filter(pair -> pair[0].equals("filename") && pair.length == 2)
                .map(pair -> sane(decoded(pair[1])))
                .filter(name -> !name.isBlank())
                .findFirst()
                .orElse(UNNAMED);
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw new ProblemException(ErrorCode.BAD_REQUEST, "A value of Upload-Metadata is not Base64.");
        }
    }

    private static String sane(String name) {
        var last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        // Cc, Cf, Zl, Zp: control, and what turns or hides text.
        var shown = last.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]", "").strip();
        return shown.codePointCount(0, shown.length()) <= MOST
                ? shown
                : shown.substring(0, shown.offsetByCodePoints(0, MOST));
    }
}
