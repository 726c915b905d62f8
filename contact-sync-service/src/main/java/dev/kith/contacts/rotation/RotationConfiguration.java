package dev.kith.contacts.rotation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How digests go from one key to the next.
@ConfigMapping(prefix = "kith.rotation")
interface RotationConfiguration {
    /// How often a node looks at what is to be done. 2 s: one small read.
    @WithDefault("PT2S")
    Duration poll();

    /// Users of one transaction. 500: as many advisory locks are held for some milliseconds.
    @WithDefault("500")
    int users();

    /// Entries of one transaction, or those of one book if it has more. 10,000: the books are locked for as
    /// long as a large sync takes.
    @WithDefault("10000")
    int entries();

    /// How often entries under older keys are counted again. 1 h: it reads every book.
    @WithDefault("PT1H")
    Duration recount();

    /// Whether entries that still stand under a key which is no longer configured may be removed. They are of
    /// people who are no users, and come back when a device of their owner sends its whole book; so false, and
    /// a start that would lose them is refused.
    @WithDefault("false")
    boolean dropOldEntries();
}
