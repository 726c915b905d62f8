/// PostgreSQL 18 from a jar of binaries: unpacked, initialised, one database and one login role per service.
@NullMarked
package dev.kith.local.postgres;

import org.jspecify.annotations.NullMarked;
