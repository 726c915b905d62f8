/// Telling those who are online that what they see of somebody has changed.
@NullMarked
package dev.kith.profile.fanout;

import org.jspecify.annotations.NullMarked;
