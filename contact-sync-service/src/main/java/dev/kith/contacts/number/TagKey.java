package dev.kith.contacts.number;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// The key of one owner's tags. A tag is the first 8 bytes of HMAC-SHA-256(key, canonical address): the owner's
/// devices compute it too, and compare books by tags without sending a number; nobody else can.
///
/// The key is HMAC-SHA-256(secret, "tags:" + uid). Not thread-safe; cheap to make.
public final class TagKey {
    private static final Pattern TAG = Pattern.compile("#[0-9a-f]{16}");
    private static final HexFormat HEX = HexFormat.of();

    private final byte[] key;
    private final Hmac tags;

    /// Tags of one owner.
    ///
    /// @param secret `KITH_CONTACTS_TAG_SECRET`, else that of v1 in `KITH_CONTACTS_SECRET`
    public TagKey(String secret, long owner) {
        this.key = new Hmac(secret.getBytes(UTF_8)).of("tags:" + owner);
        this.tags = new Hmac(key);
    }

    /// The tag of an address.
    ///
    /// @param address in canonical form
    public long tagOf(String address) {
        return ByteBuffer.wrap(tags.of(address)).getLong();
    }

    /// As the owner gets it: 64 hexadecimal digits.
    public String text() {
        return HEX.formatHex(key);
    }

    /// A tag as the owner gets it: `#` and 16 hexadecimal digits, which no address looks like.
    public static String text(long tag) {
        return "#" + HEX.toHexDigits(tag);
    }

    /// The tag that such a text is.
    public static OptionalLong parse(String text) {
        return TAG.matcher(text).matches()
                ? OptionalLong.of(HexFormat.fromHexDigitsToLong(text, 1, text.length()))
                : OptionalLong.empty();
    }
}
