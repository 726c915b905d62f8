/** What the server has for this user: read in order, each thing told once, gaps found and filled. */
@NullMarked
package dev.kith.client.inbox;

import org.jspecify.annotations.NullMarked;
