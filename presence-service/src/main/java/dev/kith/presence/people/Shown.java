package dev.kith.presence.people;

import org.jspecify.annotations.Nullable;

/// What a person shows to who may see it: one who is invisible is offline here.
///
/// @param lastSeenAt epoch milliseconds; null: never seen
public record Shown(
        long uid,
        String app,
        String address,
        boolean online,
        @Nullable Long lastSeenAt,
        Opening opening) {}
