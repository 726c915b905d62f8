/// Profiles, and how one stands to others.
@NullMarked
package dev.kith.cli.profile;

import org.jspecify.annotations.NullMarked;
