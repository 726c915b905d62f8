/// Devices: one sign-in each, kept by refresh tokens that rotate.
@NullMarked
package dev.kith.auth.device;

import org.jspecify.annotations.NullMarked;
