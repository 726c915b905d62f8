package dev.kith.auth.app;

import dev.kith.auth.secret.Digests;
import dev.kith.auth.secret.RandomText;
import java.util.Optional;
import java.util.regex.Pattern;

/// The key by which an app's backend proves itself: `kith_<app id>_<secret>`. Shown once; of the secret, 256 random
/// bits, only the SHA-256 is kept.
record AppKey(String app, String secret) {
    private static final Pattern FORM = Pattern.compile("kith_(app_[a-z2-7]{12})_([a-z2-7]{52})");
    private static final int ID = 12;

    /// For a new app, whose id it makes up.
    static AppKey generate() {
        return new AppKey("app_" + RandomText.of(ID), RandomText.of(RandomText.SECRET));
    }

    static Optional<AppKey> parse(String text) {
        var form = FORM.matcher(text);
        return form.matches() ? Optional.of(new AppKey(form.group(1), form.group(2))) : Optional.empty();
    }

    String text() {
        return "kith_" + app + "_" + secret;
    }

    byte[] hash() {
        return Digests.sha256(secret);
    }

    @Override
    public String toString() {
        return "key of " + app; // never the secret
    }
}
