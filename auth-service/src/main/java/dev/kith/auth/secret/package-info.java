/// The secrets that an operator gives, the keys derived from them, and what is done with those.
@NullMarked
package dev.kith.auth.secret;

import org.jspecify.annotations.NullMarked;
