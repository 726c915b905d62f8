@NullMarked
package dev.kith.auth.signing;

import org.jspecify.annotations.NullMarked;
