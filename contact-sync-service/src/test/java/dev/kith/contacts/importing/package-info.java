@NullMarked
package dev.kith.contacts.importing;

import org.jspecify.annotations.NullMarked;
