/// The profile service; every package below is one feature of it.
@NullMarked
package dev.kith.profile;

import org.jspecify.annotations.NullMarked;
