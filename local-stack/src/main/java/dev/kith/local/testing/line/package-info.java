/// A line that does to the frames of WebSockets what bad networks do.
@NullMarked
package dev.kith.local.testing.line;

import org.jspecify.annotations.NullMarked;
