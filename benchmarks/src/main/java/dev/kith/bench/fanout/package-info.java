/// A profile changes that thousands follow: how soon those who are online see it, and whether each sees it once.
@NullMarked
package dev.kith.bench.fanout;

import org.jspecify.annotations.NullMarked;
