/// The session registry in Redis, which messaging-service writes and this service reads.
@NullMarked
package dev.kith.presence.session;

import org.jspecify.annotations.NullMarked;
