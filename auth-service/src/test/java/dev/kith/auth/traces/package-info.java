@NullMarked
package dev.kith.auth.traces;

import org.jspecify.annotations.NullMarked;
