/// Events as they stand in the log: keys, partitions, headers, and how a listener treats a record.
@NullMarked
package dev.kith.kit.event;

import org.jspecify.annotations.NullMarked;
