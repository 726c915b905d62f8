/// Whom users follow without having said so.
@NullMarked
package dev.kith.profile.following;

import org.jspecify.annotations.NullMarked;
