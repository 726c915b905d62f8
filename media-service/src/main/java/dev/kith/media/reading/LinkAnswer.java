package dev.kith.media.reading;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where anybody may read a file until then, without a token.
@JsonInclude(JsonInclude.Include.NON_NULL)
record LinkAnswer(String url, @Nullable String thumbnailUrl, Instant until) {}
