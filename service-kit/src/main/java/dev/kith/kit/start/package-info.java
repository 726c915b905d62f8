/// What is checked before a service takes its first request.
@NullMarked
package dev.kith.kit.start;

import org.jspecify.annotations.NullMarked;
