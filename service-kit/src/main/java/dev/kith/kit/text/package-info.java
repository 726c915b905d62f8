/// Texts that come from clients.
@NullMarked
package dev.kith.kit.text;

import org.jspecify.annotations.NullMarked;
