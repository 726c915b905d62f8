/// Signing in and out.
@NullMarked
package dev.kith.cli.account;

import org.jspecify.annotations.NullMarked;
