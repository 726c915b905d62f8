/// Who sees what: the one rule.
@NullMarked
package dev.kith.kit.visibility;

import org.jspecify.annotations.NullMarked;
