/// Request rates per caller.
@NullMarked
package dev.kith.kit.limit;

import org.jspecify.annotations.NullMarked;
