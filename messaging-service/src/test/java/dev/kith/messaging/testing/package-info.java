/// What the tests of this service share.
@NullMarked
package dev.kith.messaging.testing;

import org.jspecify.annotations.NullMarked;
