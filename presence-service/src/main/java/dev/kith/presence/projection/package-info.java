/// Listeners that keep what other services own: users, levels of fields, relationships.
@NullMarked
package dev.kith.presence.projection;

import org.jspecify.annotations.NullMarked;
