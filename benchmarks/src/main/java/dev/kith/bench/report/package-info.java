/// What a benchmark found, as a table and as JSON, and what it says meanwhile.
@NullMarked
package dev.kith.bench.report;

import org.jspecify.annotations.NullMarked;
