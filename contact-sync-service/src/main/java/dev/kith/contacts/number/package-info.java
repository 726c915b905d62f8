/// Addresses as people write them, and the digests and tags that stand for them.
@NullMarked
package dev.kith.contacts.number;

import org.jspecify.annotations.NullMarked;
