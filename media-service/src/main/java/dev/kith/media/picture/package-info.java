/// Pictures of profiles: kept while a profile shows them, given to those who see it there.
@NullMarked
package dev.kith.media.picture;

import org.jspecify.annotations.NullMarked;
