/// The parts as processes: which exist, how each is started, found again, watched and stopped.
@NullMarked
package dev.kith.local.stack;

import org.jspecify.annotations.NullMarked;
