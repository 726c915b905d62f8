/// Makes the phone books under `samples/`, always the same.
@NullMarked
package dev.kith.cli.samples;

import org.jspecify.annotations.NullMarked;
