/// What changed for a viewer who was away.
@NullMarked
package dev.kith.profile.changes;

import org.jspecify.annotations.NullMarked;
