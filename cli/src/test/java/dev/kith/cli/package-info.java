@NullMarked
package dev.kith.cli;

import org.jspecify.annotations.NullMarked;
