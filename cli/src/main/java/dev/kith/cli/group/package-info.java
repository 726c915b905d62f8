/// Groups from the command line.
@NullMarked
package dev.kith.cli.group;

import org.jspecify.annotations.NullMarked;
