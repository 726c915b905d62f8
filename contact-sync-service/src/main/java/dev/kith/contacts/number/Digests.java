package dev.kith.contacts.number;

import static java.util.Comparator.comparingInt;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/// Digests and tags under the configured secrets.
///
/// With two keys the first is used for entries as soon as every user stands in the directory under it, which
/// somebody has to [say][#use]; before that the other one is. Two nodes that differ in this for a moment do no
/// harm, since users are found under both.
@ApplicationScoped
public class Digests {
    private final List<Pepper> peppers;
    private final String tagSecret;
    private volatile Pepper current;

    Digests(DigestConfiguration configuration) {
        this.peppers = Pepper.parse(configuration.secret());
        this.tagSecret = configuration.tagSecret().orElseGet(() -> secretOfTheFirstVersion(peppers));
        this.current = peppers.stream().min(comparingInt(Pepper::version)).orElseThrow();
        if (tagSecret.length() < DigestConfiguration.SHORTEST_SECRET) {
            throw new IllegalStateException("KITH_CONTACTS_TAG_SECRET needs at least 16 characters");
        }
    }

    /// Tags must outlive every rotation, or each device would send its book anew.
    private static String secretOfTheFirstVersion(List<Pepper> peppers) {
        return peppers.stream()
                .filter(pepper -> pepper.version() == 1)
                .findFirst()
                .map(Pepper::secret)
                .orElseThrow(() -> new IllegalStateException(
                        "without v1 in KITH_CONTACTS_SECRET its secret has to be given as KITH_CONTACTS_TAG_SECRET"));
    }

    /// As configured, the one to be used first.
    public List<Pepper> peppers() {
        return peppers;
    }

    /// Entries are stored under this version from now on. Calls that have begun end under the one they began
    /// with.
    public void use(int version) {
        current = peppers.stream()
                .filter(pepper -> pepper.version() == version)
                .findFirst()
                .orElseThrow();
    }

    public AppDigests ofApp(String app) {
        var now = current;
        return new AppDigests(
                app,
                now,
                peppers.stream()
                        .filter(pepper -> pepper.version() != now.version())
                        .toList());
    }

    public TagKey tagsOf(long owner) {
        return new TagKey(tagSecret, owner);
    }

    /// Tells the secret of tags from others.
    public UUID proofOfTags() {
        return Pepper.proof(tagSecret);
    }
}
