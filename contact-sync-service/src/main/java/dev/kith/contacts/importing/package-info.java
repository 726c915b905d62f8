/// Phone books that come as files: read as they arrive, and synced in the way of any other call.
@NullMarked
package dev.kith.contacts.importing;

import org.jspecify.annotations.NullMarked;
