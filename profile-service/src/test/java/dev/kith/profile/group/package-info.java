@NullMarked
package dev.kith.profile.group;

import org.jspecify.annotations.NullMarked;
