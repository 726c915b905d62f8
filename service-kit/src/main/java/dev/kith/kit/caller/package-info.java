/// Who is calling, from the verified token.
@NullMarked
package dev.kith.kit.caller;

import org.jspecify.annotations.NullMarked;
