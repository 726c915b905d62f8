/// Somebody signs up whose number thousands hold: how soon all of them are told, and whether each is told once.
@NullMarked
package dev.kith.bench.join;

import org.jspecify.annotations.NullMarked;
