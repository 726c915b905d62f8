/** Moving files from and to the media service. */
@NullMarked
package dev.kith.client.files;

import org.jspecify.annotations.NullMarked;
