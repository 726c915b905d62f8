@NullMarked
package dev.kith.client.phonebook;

import org.jspecify.annotations.NullMarked;
