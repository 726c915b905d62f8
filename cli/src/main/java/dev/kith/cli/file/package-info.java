/// Files.
@NullMarked
package dev.kith.cli.file;

import org.jspecify.annotations.NullMarked;
