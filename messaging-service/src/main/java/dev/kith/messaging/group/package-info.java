/// Groups: what they are, who is in them, and who may come.
@NullMarked
package dev.kith.messaging.group;

import org.jspecify.annotations.NullMarked;
