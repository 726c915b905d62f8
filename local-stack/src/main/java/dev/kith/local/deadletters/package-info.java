/// Records that no listener could apply: shown, and brought back to their topics. Works against any Kafka, not only the
/// local one.
@NullMarked
package dev.kith.local.deadletters;

import org.jspecify.annotations.NullMarked;
