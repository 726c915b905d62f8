/// Cursors that clients hand back as they got them.
@NullMarked
package dev.kith.profile.cursor;

import org.jspecify.annotations.NullMarked;
