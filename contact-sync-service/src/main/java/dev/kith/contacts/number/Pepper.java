package dev.kith.contacts.number;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/// One version of the secret that digests are made of.
public record Pepper(int version, String secret) {
    private static final Pattern VERSIONED = Pattern.compile("v([1-9][0-9]{0,3}):([^,]{16,})");
    private static final int MOST = 2;

    /// What `KITH_CONTACTS_SECRET` says, the one to be used first.
    ///
    /// @throws IllegalStateException when that is unclear: a digest under a wrong secret matches nobody, in
    /// silence
    static List<Pepper> parse(String configured) {
        var peppers = Arrays.stream(configured.split(",", -1)).map(Pepper::one).toList();
        boolean ambiguous = peppers.size() > MOST
                || peppers.stream().map(Pepper::version).distinct().count() < peppers.size()
                || peppers.stream().map(Pepper::secret).distinct().count() < peppers.size();
        if (ambiguous) {
            throw new IllegalStateException("KITH_CONTACTS_SECRET has one version, or two that differ: v2:new,v1:old");
        }
        return peppers;
    }

    private static Pepper one(String configured) {
        var versioned = VERSIONED.matcher(configured.strip());
        if (!versioned.matches()) {
            throw new IllegalStateException("KITH_CONTACTS_SECRET must be 'v1:secret', or 'v2:new,v1:old', each with a"
                    + " secret of at least 16 characters without commas");
        }
        return new Pepper(Integer.parseInt(versioned.group(1)), versioned.group(2));
    }

    /// Tells this secret from others, and nobody what it is.
    public UUID proof() {
        return proof(secret);
    }

    static UUID proof(String secret) {
        var bits = ByteBuffer.wrap(new Hmac(secret.getBytes(UTF_8)).of("proof"));
        return new UUID(bits.getLong(), bits.getLong());
    }

    @Override
    public String toString() {
        return "v" + version;
    }
}
