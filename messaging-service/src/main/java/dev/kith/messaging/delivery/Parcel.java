package dev.kith.messaging.delivery;

import dev.kith.contracts.socket.ServerFrame;

/// A frame and whose sessions it is for.
public record Parcel(long uid, ServerFrame frame) {}
