/// Refusals as problem+json (RFC 9457), written in one place.
@NullMarked
package dev.kith.kit.problem;

import org.jspecify.annotations.NullMarked;
