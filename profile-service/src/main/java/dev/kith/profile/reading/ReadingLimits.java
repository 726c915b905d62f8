package dev.kith.profile.reading;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How often one user may read others.
@ConfigMapping(prefix = "kith.profile.reading")
interface ReadingLimits {
    /// Calls a minute and node, single reads and batches alike. 1200: an app that opens twenty chats a second.
    @WithDefault("1200")
    int callsPerMinute();

    /// Most people in one batch. 500: an answer stays below a few hundred KiB.
    @WithDefault("500")
    int mostInBatch();
}
