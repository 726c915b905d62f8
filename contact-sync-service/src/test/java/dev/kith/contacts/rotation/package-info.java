@NullMarked
package dev.kith.contacts.rotation;

import org.jspecify.annotations.NullMarked;
