@NullMarked
package dev.kith.client.files;

import org.jspecify.annotations.NullMarked;
