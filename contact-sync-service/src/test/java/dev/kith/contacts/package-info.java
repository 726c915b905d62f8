@NullMarked
package dev.kith.contacts;

import org.jspecify.annotations.NullMarked;
