@NullMarked
package dev.kith.contacts.number;

import org.jspecify.annotations.NullMarked;
