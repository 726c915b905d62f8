/// How much of presence an app has told, and what becomes of the rest.
@NullMarked
package dev.kith.presence.budget;

import org.jspecify.annotations.NullMarked;
