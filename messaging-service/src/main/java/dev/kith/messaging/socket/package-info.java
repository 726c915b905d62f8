/// The socket at /v1/connect: frames, states, flow control, close codes.
@NullMarked
package dev.kith.messaging.socket;

import org.jspecify.annotations.NullMarked;
