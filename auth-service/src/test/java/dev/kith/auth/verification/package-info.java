@NullMarked
package dev.kith.auth.verification;

import org.jspecify.annotations.NullMarked;
