/// Bytes on disk: those that are still coming, and those that are kept.
@NullMarked
package dev.kith.media.storage;

import org.jspecify.annotations.NullMarked;
