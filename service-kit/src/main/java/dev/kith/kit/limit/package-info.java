/// Request rates per caller, and sizes of pages.
@NullMarked
package dev.kith.kit.limit;

import org.jspecify.annotations.NullMarked;
