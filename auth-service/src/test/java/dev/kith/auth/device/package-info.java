@NullMarked
package dev.kith.auth.device;

import org.jspecify.annotations.NullMarked;
