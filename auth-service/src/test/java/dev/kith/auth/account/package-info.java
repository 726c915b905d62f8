@NullMarked
package dev.kith.auth.account;

import org.jspecify.annotations.NullMarked;
