@NullMarked
package dev.kith.contacts.quota;

import org.jspecify.annotations.NullMarked;
