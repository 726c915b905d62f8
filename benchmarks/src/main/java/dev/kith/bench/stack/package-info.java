/// The stack under load: where it is, and an app and users of our own in it.
@NullMarked
package dev.kith.bench.stack;

import org.jspecify.annotations.NullMarked;
