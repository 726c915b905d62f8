/// From an address or a uid of a request to the user behind it, as far as the caller may know.
@NullMarked
package dev.kith.profile.finding;

import org.jspecify.annotations.NullMarked;
