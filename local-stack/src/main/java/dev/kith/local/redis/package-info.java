/// Redis from a jar with its binary, with every acknowledged write on disk.
@NullMarked
package dev.kith.local.redis;

import org.jspecify.annotations.NullMarked;
