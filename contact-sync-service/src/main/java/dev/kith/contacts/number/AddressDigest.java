package dev.kith.contacts.number;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.UUID;

/// What stands for an address in the database: the first 128 bits of HMAC-SHA-256(pepper of the app, canonical
/// address), all of them, without the version bits of a UUID.
///
/// The pepper is HMAC-SHA-256(secret, "pepper:" + app), so digests of two apps never meet, and the database alone
/// tells nobody a number. Pure, so that a loader can compute them. Not thread-safe; cheap to make.
public final class AddressDigest {
    private final Hmac pepper;

    /// Digests of one app.
    ///
    /// @param secret the part of `KITH_CONTACTS_SECRET` behind one of its versions
    public AddressDigest(String secret, String app) {
        this.pepper = new Hmac(new Hmac(secret.getBytes(UTF_8)).of("pepper:" + app));
    }

    /// The digest of an address.
    ///
    /// @param address in canonical form
    public UUID of(String address) {
        var bits = ByteBuffer.wrap(pepper.of(address));
        return new UUID(bits.getLong(), bits.getLong());
    }
}
