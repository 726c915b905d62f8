/// Who is behind an address, and who may find them.
@NullMarked
package dev.kith.contacts.directory;

import org.jspecify.annotations.NullMarked;
