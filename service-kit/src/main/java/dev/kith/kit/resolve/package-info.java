/// Addresses to users, asked of contact-sync-service, which alone knows and charges for it.
@NullMarked
package dev.kith.kit.resolve;

import org.jspecify.annotations.NullMarked;
