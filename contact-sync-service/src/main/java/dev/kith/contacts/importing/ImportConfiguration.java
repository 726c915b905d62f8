package dev.kith.contacts.importing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Sizes and rates of imports.
@ConfigMapping(prefix = "kith.imports")
interface ImportConfiguration {
    /// Bytes of a file at most. 20 MiB: 50,000 people with notes; pictures are what makes a file larger.
    @WithDefault("20971520")
    long largest();

    /// Bytes of the body of any other call. 4 MiB: 10,000 addresses of 63 characters, escaped.
    @WithDefault("4194304")
    long largestOtherCall();

    /// Imports of one account in an hour. 30: someone who tries again and again with a file that does not fit.
    @WithDefault("30")
    int perHour();

    /// Imports under way at once on a node. 16: each may hold some megabytes of answer.
    @WithDefault("16")
    int atOnce();

    /// How long the next piece of a file may take. 30 s: as long as the gateway waits.
    @WithDefault("PT30S")
    Duration patience();
}
