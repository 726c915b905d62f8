package dev.kith.profile.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// One value of a field, and who sees it.
///
/// @param value null: the owner set none yet, or it is a state that another service knows (`presence`, `lastSeen`)
/// @param levels mask of the levels that open it; 0: the owner's alone
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Variant(@Nullable JsonNode value, int levels) {}
