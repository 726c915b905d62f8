/** The connection: one socket after the other, each greeted, kept alive and replaced when it is lost. */
@NullMarked
package dev.kith.client.socket;

import org.jspecify.annotations.NullMarked;
