/// The sign-in on this machine, and what belongs to it.
@NullMarked
package dev.kith.cli.session;

import org.jspecify.annotations.NullMarked;
