/// The own profile with the eyes of somebody else, and why they see what they see.
@NullMarked
package dev.kith.profile.explaining;

import org.jspecify.annotations.NullMarked;
