package dev.kith.contacts.number;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;

/// Digests and tags under the configured secret.
@ApplicationScoped
public class Digests {
    private static final Pattern VERSIONED = Pattern.compile("v[0-9]{1,4}:[^,]{16,}");

    private final String secret;

    Digests(DigestConfiguration configuration) {
        this.secret = unversioned(configuration.secret());
    }

    public AddressDigest ofApp(String app) {
        return new AddressDigest(secret, app);
    }

    public TagKey tagsOf(long owner) {
        return new TagKey(secret, owner);
    }

    static String unversioned(String configured) {
        // A second secret would be a rotation: silently digesting under either would lose half of the matches.
        if (!VERSIONED.matcher(configured).matches()) {
            throw new IllegalStateException(
                    "KITH_CONTACTS_SECRET must be one 'v1:secret' with a secret of at least 16 characters");
        }
        return configured.substring(configured.indexOf(':') + 1);
    }
}
