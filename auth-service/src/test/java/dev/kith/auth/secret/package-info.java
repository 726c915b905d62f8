@NullMarked
package dev.kith.auth.secret;

import org.jspecify.annotations.NullMarked;
