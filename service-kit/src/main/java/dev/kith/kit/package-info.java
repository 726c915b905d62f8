/// What every service needs and no service owns.
@NullMarked
package dev.kith.kit;

import org.jspecify.annotations.NullMarked;
