/// Users as auth-service announces them: who joins gets a profile, who leaves is erased.
@NullMarked
package dev.kith.profile.user;

import org.jspecify.annotations.NullMarked;
