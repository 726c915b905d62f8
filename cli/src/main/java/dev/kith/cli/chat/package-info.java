/// A messenger in the terminal.
@NullMarked
package dev.kith.cli.chat;

import org.jspecify.annotations.NullMarked;
