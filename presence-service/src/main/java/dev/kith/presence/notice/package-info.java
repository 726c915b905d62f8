/// Telling those who watch and may see.
@NullMarked
package dev.kith.presence.notice;

import org.jspecify.annotations.NullMarked;
