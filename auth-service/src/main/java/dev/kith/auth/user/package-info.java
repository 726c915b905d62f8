/// Users: who has which uid and address, and who has left.
@NullMarked
package dev.kith.auth.user;

import org.jspecify.annotations.NullMarked;
