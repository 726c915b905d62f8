package dev.kith.media.upload;

import dev.kith.contracts.ErrorCode;
import dev.kith.kit.problem.ProblemException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/// The checksum that a request says its bytes have: `sha256 <base64>`.
///
/// @param expected in Base64
record Checksum(String algorithm, String expected) {
    /// As the protocol names them, and as the platform does.
    private static final Map<String, String> ALGORITHMS = Map.of("sha1", "SHA-1", "sha256", "SHA-256");

    /// What is offered, for `Tus-Checksum-Algorithm`.
    static final String OFFERED = "sha1,sha256";

    /// @throws ProblemException `bad-request` for an unknown algorithm or unreadable text, as the protocol has it
    static Checksum of(String header) {
        int space = header.indexOf(' ');
        var algorithm = ALGORITHMS.get(space < 0 ? header : header.substring(0, space));
        if (algorithm == null) {
            throw new ProblemException(
                    ErrorCode.BAD_REQUEST, "Upload-Checksum is one of " + OFFERED + ", and a value.");
        }
        try {
            var expected = Base64.getDecoder().decode(header.substring(space + 1));
            return new Checksum(algorithm, Base64.getEncoder().encodeToString(expected));
        } catch (IllegalArgumentException notBase64) {
            throw new ProblemException(ErrorCode.BAD_REQUEST, "The value of Upload-Checksum is not Base64.");
        }
    }

    MessageDigest digest() {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    boolean matches(MessageDigest digest) {
        return Base64.getEncoder().encodeToString(digest.digest()).equals(expected);
    }
}
