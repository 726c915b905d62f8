/// That the checker finds what is wrong, and that nothing is.
@NullMarked
package dev.kith.bench.chaos.messages;

import org.jspecify.annotations.NullMarked;
