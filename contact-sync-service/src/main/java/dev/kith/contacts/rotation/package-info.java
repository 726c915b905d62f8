/// From one version of the secret of digests to the next, while everything works.
@NullMarked
package dev.kith.contacts.rotation;

import org.jspecify.annotations.NullMarked;
