/// Taking a user out of everybody's relationships.
@NullMarked
package dev.kith.profile.erasure;

import org.jspecify.annotations.NullMarked;
