@NullMarked
package dev.kith.contacts.resolve;

import org.jspecify.annotations.NullMarked;
