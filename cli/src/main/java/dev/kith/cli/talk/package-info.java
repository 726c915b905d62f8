/// Messages and presence.
@NullMarked
package dev.kith.cli.talk;

import org.jspecify.annotations.NullMarked;
