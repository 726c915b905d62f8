package dev.kith.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okio.ByteString;

/** The names under which the server shows a user the entries of their book: who knows the address knows its tag. */
final class BookTags {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 8;

    private BookTags() {}

    /**
     * The tag of an address.
     *
     * @param key as the server gives it, in hexadecimal digits
     * @param address in its one canonical spelling
     */
    static String of(String key, String address) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(ByteString.decodeHex(key).toByteArray(), ALGORITHM));
            var digest = mac.doFinal(address.getBytes(StandardCharsets.UTF_8));
            return "#" + ByteString.of(digest, 0, BYTES).hex();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + ALGORITHM, impossible);
        }
    }
}
