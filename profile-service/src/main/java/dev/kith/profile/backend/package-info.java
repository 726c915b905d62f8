/// What the backend of an app says about its users: who is paired, and with whom a user may have to do.
@NullMarked
package dev.kith.profile.backend;

import org.jspecify.annotations.NullMarked;
