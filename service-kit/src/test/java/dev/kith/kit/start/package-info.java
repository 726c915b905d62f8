@NullMarked
package dev.kith.kit.start;

import org.jspecify.annotations.NullMarked;
