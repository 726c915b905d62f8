/// What is done to a file that has come whole: its digest, its type, its picture.
@NullMarked
package dev.kith.media.finishing;

import org.jspecify.annotations.NullMarked;
