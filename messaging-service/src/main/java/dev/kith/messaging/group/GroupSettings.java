package dev.kith.messaging.group;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How large groups get, and how often they may change.
@ConfigMapping(prefix = "kith.group")
interface GroupSettings {
    /// Most members of a group. 10,000: the largest of which every membership is one row and one event of its own.
    @WithDefault("10000")
    int mostMembers();

    /// In how many groups a user can be. 1,000: what a person can still look through. Two groups that take in the same
    /// user at the same moment can go beyond by one.
    @WithDefault("1000")
    int mostGroups();

    /// Up to this size every member hears of every change of the membership, above it those with a role alone. 1,000: a
    /// change writes one record for each who hears.
    @WithDefault("1000")
    int tellAll();

    /// Most addresses of one call. 100: what the resolver takes at once.
    @WithDefault("100")
    int mostAddresses();

    /// Most links of a group that still work. 50: one for each place where it is made known.
    @WithDefault("50")
    int mostInvitations();

    /// Longest life of a link. A year: one on a printed page.
    @WithDefault("365d")
    Duration longestInvitation();

    /// Life of a link if none is named. A week.
    @WithDefault("7d")
    Duration usualInvitation();

    /// How often a link can be used if nothing is said. 100: enough for a class or a club, and the one that got about
    /// fills no group.
    @WithDefault("100")
    int usualUses();

    /// Calls about groups of one user, a minute and node. 240: somebody who sorts out a large group by hand.
    @WithDefault("240")
    int callsPerMinute();

    /// New groups of one user, an hour and node. 60: far above any person.
    @WithDefault("60")
    int createdPerHour();
}
