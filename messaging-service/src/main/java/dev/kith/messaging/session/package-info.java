/// Who is connected where: the registry in Redis, and the trigger for those who compute presence.
@NullMarked
package dev.kith.messaging.session;

import org.jspecify.annotations.NullMarked;
