/// Taking files in, by tus 1.0.
@NullMarked
package dev.kith.media.upload;

import org.jspecify.annotations.NullMarked;
