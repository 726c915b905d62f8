@NullMarked
package dev.kith.contacts.traces;

import org.jspecify.annotations.NullMarked;
