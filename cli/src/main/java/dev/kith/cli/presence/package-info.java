/// Who is online, and who sees whether the user is.
@NullMarked
package dev.kith.cli.presence;

import org.jspecify.annotations.NullMarked;
