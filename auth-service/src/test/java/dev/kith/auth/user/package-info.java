@NullMarked
package dev.kith.auth.user;

import org.jspecify.annotations.NullMarked;
