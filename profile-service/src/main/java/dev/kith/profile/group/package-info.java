/// The profiles of groups, for those who are in them.
@NullMarked
package dev.kith.profile.group;

import org.jspecify.annotations.NullMarked;
