/** What the user does: kept until the server has it, sent again under the same id where no answer came. */
@NullMarked
package dev.kith.client.outbox;

import org.jspecify.annotations.NullMarked;
