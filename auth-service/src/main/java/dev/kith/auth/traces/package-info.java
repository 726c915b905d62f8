/// For people without an account: the proof of a number by which they see and end what is held about it.
@NullMarked
package dev.kith.auth.traces;

import org.jspecify.annotations.NullMarked;
