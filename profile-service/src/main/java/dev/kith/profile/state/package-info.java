/// A profile as it stands, and what a viewer sees of it.
@NullMarked
package dev.kith.profile.state;

import org.jspecify.annotations.NullMarked;
