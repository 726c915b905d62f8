/// Signs access tokens, publishes the keys that verify them, and verifies by the same keys.
@NullMarked
package dev.kith.auth.signing;

import org.jspecify.annotations.NullMarked;
