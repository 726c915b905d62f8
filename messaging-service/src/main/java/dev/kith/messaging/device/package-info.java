/// What a device brings to its hello: its block of ids, whether it was signed out.
@NullMarked
package dev.kith.messaging.device;

import org.jspecify.annotations.NullMarked;
