/// What `./kith` does with the stack: short-lived commands that start, stop and look at long-lived processes.
@NullMarked
package dev.kith.local.command;

import org.jspecify.annotations.NullMarked;
