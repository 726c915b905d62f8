@NullMarked
package dev.kith.auth;

import org.jspecify.annotations.NullMarked;
