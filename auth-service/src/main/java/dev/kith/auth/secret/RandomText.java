package dev.kith.auth.secret;

import java.security.SecureRandom;

/// Random texts that nobody guesses, in lower-case base32 (RFC 4648): five bits a character, safe in URLs and names.
public final class RandomText {
    /// Characters of a secret of (at least) 256 bits.
    public static final int SECRET = 52;

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomText() {}

    public static String of(int characters) {
        var bytes = new byte[characters];
        RANDOM.nextBytes(bytes);
        var text = new StringBuilder(characters);
        for (byte b : bytes) {
            text.append(ALPHABET.charAt(b & 31));
        }
        return text.toString();
    }

    /// So many decimal digits, each as likely.
    public static String digits(int count) {
        var digits = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            digits.append((char) ('0' + RANDOM.nextInt(10)));
        }
        return digits.toString();
    }
}
