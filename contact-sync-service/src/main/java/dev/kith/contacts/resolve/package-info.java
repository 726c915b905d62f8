/// Addresses to users, for the other services.
@NullMarked
package dev.kith.contacts.resolve;

import org.jspecify.annotations.NullMarked;
