/// What is kept: files and their contents.
@NullMarked
package dev.kith.media.file;

import org.jspecify.annotations.NullMarked;
