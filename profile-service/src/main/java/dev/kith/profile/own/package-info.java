/// A user's own profile: read and changed by its owner.
@NullMarked
package dev.kith.profile.own;

import org.jspecify.annotations.NullMarked;
