/// What stands for what is not kept as it is.
@NullMarked
package dev.kith.messaging.digest;

import org.jspecify.annotations.NullMarked;
