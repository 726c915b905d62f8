/// The phone books: syncing, listing and erasing one.
@NullMarked
package dev.kith.contacts.book;

import org.jspecify.annotations.NullMarked;
