/// What a terminal shows: lines, tables, colours.
@NullMarked
package dev.kith.cli.screen;

import org.jspecify.annotations.NullMarked;
