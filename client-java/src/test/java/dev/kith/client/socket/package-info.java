@NullMarked
package dev.kith.client.socket;

import org.jspecify.annotations.NullMarked;
