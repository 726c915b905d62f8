package dev.kith.contacts.resolve;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of `POST /internal/v1/resolve`.
///
/// @param addresses at most 100
/// @param region of national numbers; absent: that of the caller's own number
public record ResolveRequest(
        @Nullable List<@Nullable String> addresses,
        @Nullable String region) {}
