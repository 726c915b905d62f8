/// Apps, the tenants: their keys, settings and admin tokens.
@NullMarked
package dev.kith.auth.app;

import org.jspecify.annotations.NullMarked;
