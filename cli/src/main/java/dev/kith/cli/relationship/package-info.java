/// How the user stands to others.
@NullMarked
package dev.kith.cli.relationship;

import org.jspecify.annotations.NullMarked;
