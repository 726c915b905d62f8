@NullMarked
package dev.kith.auth.app;

import org.jspecify.annotations.NullMarked;
