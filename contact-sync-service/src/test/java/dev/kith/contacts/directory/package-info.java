@NullMarked
package dev.kith.contacts.directory;

import org.jspecify.annotations.NullMarked;
