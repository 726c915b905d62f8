package dev.kith.contacts.quota;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How many addresses that are new to them people may look up.
@ConfigMapping(prefix = "kith.look-ups")
public interface QuotaConfiguration {
    /// New look-ups at once, and the most that can be saved up. 10,000: the largest phone book of a person fits, a
    /// number range does not.
    @WithDefault("10000")
    int burst();

    /// Time for one more. Half an hour: the 50 new contacts of a good month come by themselves.
    @WithDefault("PT30M")
    Duration refill();
}
