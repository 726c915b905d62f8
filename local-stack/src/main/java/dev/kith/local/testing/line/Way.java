package dev.kith.local.testing.line;

/// Where a frame goes, seen from the client.
public enum Way {
    SENT,
    RECEIVED
}
