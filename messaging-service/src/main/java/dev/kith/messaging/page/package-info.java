/// Lists that come a page at a time.
@NullMarked
package dev.kith.messaging.page;

import org.jspecify.annotations.NullMarked;
