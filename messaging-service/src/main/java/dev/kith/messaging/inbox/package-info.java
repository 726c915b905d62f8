/// The inbox of each user: numbered and stored by the one writer of its partition, read by its devices.
@NullMarked
package dev.kith.messaging.inbox;

import org.jspecify.annotations.NullMarked;
