/// The stack for tests: real servers on free ports with throw-away data, tied to the JVM of the test.
@NullMarked
package dev.kith.local.testing;

import org.jspecify.annotations.NullMarked;
