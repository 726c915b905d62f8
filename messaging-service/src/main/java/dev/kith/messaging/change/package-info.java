/// What a user does to messages that are there: edits, reactions, deletion.
@NullMarked
package dev.kith.messaging.change;

import org.jspecify.annotations.NullMarked;
