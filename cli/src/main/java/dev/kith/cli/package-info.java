/// `kith-cli`: Kith from a terminal and from scripts, on the SDK.
@NullMarked
package dev.kith.cli;

import org.jspecify.annotations.NullMarked;
