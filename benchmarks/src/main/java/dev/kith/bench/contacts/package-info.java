/// Phone books against a large directory: the whole call beside the bare match.
@NullMarked
package dev.kith.bench.contacts;

import org.jspecify.annotations.NullMarked;
