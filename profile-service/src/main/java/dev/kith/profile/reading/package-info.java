/// Reading the profiles of others.
@NullMarked
package dev.kith.profile.reading;

import org.jspecify.annotations.NullMarked;
