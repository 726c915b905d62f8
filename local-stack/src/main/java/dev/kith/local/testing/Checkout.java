package dev.kith.local.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/// Where the checkout is in which a test runs.
final class Checkout {
    private Checkout() {}

    /// As Maven says (`kith.home`), else the nearest folder upwards that holds the local stack.
    static Path home() {
        String said = System.getProperty("kith.home", "");
        if (!said.isEmpty() && isHome(Path.of(said))) {
            return Path.of(said);
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (isHome(folder)) {
                return folder;
            }
        }
        throw new IllegalStateException("Run this test inside a checkout of Kith, or set -Dkith.home to one.");
    }

    /// Shared with `./kith`, so that binaries are unpacked once.
    static Path cache(Path home) {
        String said = System.getenv().getOrDefault("KITH_CACHE", "");
        return said.isEmpty() ? home.resolve(".kith/cache") : Path.of(said);
    }

    private static boolean isHome(Path folder) {
        return Files.isRegularFile(folder.resolve("local-stack/pom.xml"));
    }
}
