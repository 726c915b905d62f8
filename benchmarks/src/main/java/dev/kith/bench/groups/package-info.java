/// Many write to groups: is everybody served, once, in one order, how soon, and at what cost.
@NullMarked
package dev.kith.bench.groups;

import org.jspecify.annotations.NullMarked;
