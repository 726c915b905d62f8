@NullMarked
package dev.kith.contacts.joining;

import org.jspecify.annotations.NullMarked;
