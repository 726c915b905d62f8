@NullMarked
package dev.kith.phonebook;

import org.jspecify.annotations.NullMarked;
