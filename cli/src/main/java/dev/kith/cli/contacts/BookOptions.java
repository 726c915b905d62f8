package dev.kith.cli.contacts;

import dev.kith.client.ContactSynchronizer;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// A phone book file, and how its people are taken.
final class BookOptions {
    @Parameters(paramLabel = "FILE")
    Path file = Path.of("");

    @Option(
            names = "--levels",
            paramLabel = "N",
            split = ",",
            description = "What these people may see of you (default: 1,2,5).")
    int @Nullable [] levels;

    @Option(names = "--merge", description = "Add the levels to what they have, instead of setting them.")
    boolean merge;

    @Option(
            names = "--region",
            paramLabel = "XX",
            description = "Of numbers without country code (else that of signup).")
    @Nullable
    String region;

    @Option(names = "--all", description = "Print every entry, not only the first of each kind.")
    boolean all;

    /// Sets levels and region of what is synced next.
    ///
    /// @param usual region, of the sign-up
    /// @return the region that holds; empty: that of the user's own number
    Optional<String> apply(ContactSynchronizer synchronizer, @Nullable String usual) {
        if (levels != null) {
            synchronizer.setLevels(levels);
        }
        var where = Optional.ofNullable(region == null ? usual : region);
        where.ifPresent(synchronizer::setRegion);
        return where;
    }
}
