/// What other services want told: contacts that joined, profiles and presence that changed.
@NullMarked
package dev.kith.messaging.notice;

import org.jspecify.annotations.NullMarked;
