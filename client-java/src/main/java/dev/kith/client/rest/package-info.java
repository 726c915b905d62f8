/** Calls to the gateway, and the tokens that they carry. */
@NullMarked
package dev.kith.client.rest;

import org.jspecify.annotations.NullMarked;
