/// Programs of one file each, to be read and copied.
@NullMarked
package dev.kith.examples;

import org.jspecify.annotations.NullMarked;
