/// Phone books.
@NullMarked
package dev.kith.cli.contacts;

import org.jspecify.annotations.NullMarked;
