package dev.kith.profile.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// One field of a profile.
///
/// @param value null: the owner set none yet, or it is a state that another service knows (`presence`, `lastSeen`)
/// @param levels mask of the levels that open it; 0: the owner's alone
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Field(@Nullable String value, int levels) {}
