/// Transactional outbox: a row and its event commit together, and the event goes out at least once, in order.
@NullMarked
package dev.kith.kit.outbox;

import org.jspecify.annotations.NullMarked;
