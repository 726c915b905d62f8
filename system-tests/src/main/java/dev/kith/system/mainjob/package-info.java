/// The main job of Kith from end to end: what `./kith demo` shows and a system test asserts.
@NullMarked
package dev.kith.system.mainjob;

import org.jspecify.annotations.NullMarked;
