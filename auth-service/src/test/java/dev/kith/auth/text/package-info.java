@NullMarked
package dev.kith.auth.text;

import org.jspecify.annotations.NullMarked;
