package dev.kith.contacts.book;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Sizes and rates of phone books.
@ConfigMapping(prefix = "kith.books")
public interface BookConfiguration {
    /// Entries of one book at most. 50,000: ten times the largest that people have.
    @WithDefault("50000")
    int largest();

    /// Calls of one account in a minute, of each kind. 600: a client that syncs every change by itself stays far
    /// below.
    @WithDefault("600")
    int callsPerMinute();

    /// How long after its write a book that was not matched counts as left behind by a crash. 30 s: no sync
    /// takes longer.
    @WithDefault("PT30S")
    Duration leftBehindAfter();

    /// How long after its last sync a book keeps its entries of people who are no users. 180 days: who was away
    /// for a holiday or a broken phone is not asked for the book again.
    @WithDefault("P180D")
    Duration entriesExpireAfter();

    /// How often a node looks through the next [ExpireBooks#SLICE] books. A minute: a million books in less
    /// than two hours.
    @WithDefault("PT1M")
    Duration expiryRound();
}
