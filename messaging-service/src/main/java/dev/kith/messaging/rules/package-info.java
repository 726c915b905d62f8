/// What each app says about its users' messages.
@NullMarked
package dev.kith.messaging.rules;

import org.jspecify.annotations.NullMarked;
