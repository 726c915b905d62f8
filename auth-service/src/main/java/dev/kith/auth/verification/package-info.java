/// Sign-up by phone: a one-time code proves the number.
@NullMarked
package dev.kith.auth.verification;

import org.jspecify.annotations.NullMarked;
