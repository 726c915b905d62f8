/// Strangers who try numbers, and whom they are told of.
@NullMarked
package dev.kith.bench.discovery;

import org.jspecify.annotations.NullMarked;
