package dev.kith.profile.reading;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Either addresses or uids.
record BatchRequest(
        @Nullable List<@Nullable String> addresses,
        @Nullable List<@Nullable Long> uids) {}
