/// People who do not exist: a directory, phone books and relationships of any size, loaded straight into the databases.
@NullMarked
package dev.kith.bench.world;

import org.jspecify.annotations.NullMarked;
