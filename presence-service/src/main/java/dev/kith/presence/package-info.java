/// Presence: who is online, who was seen last, who watches whom, and who may know it.
@NullMarked
package dev.kith.presence;

import org.jspecify.annotations.NullMarked;
