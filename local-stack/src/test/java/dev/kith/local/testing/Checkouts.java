package dev.kith.local.testing;

import java.nio.file.Path;

/// Where the tests of this module find the checkout.
public final class Checkouts {
    private Checkouts() {}

    public static Path home() {
        return Checkout.home();
    }

    public static Path cache() {
        return Checkout.cache(home());
    }
}
