/// The canonical form of addresses, on which auth-service (who is it?) and contact-sync-service (who knows it?) must
/// agree to the letter: a digest of any other spelling matches nobody.
@NullMarked
package dev.kith.kit.address;

import org.jspecify.annotations.NullMarked;
