@NullMarked
package dev.kith.contacts.book;

import org.jspecify.annotations.NullMarked;
