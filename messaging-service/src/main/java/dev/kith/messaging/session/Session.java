package dev.kith.messaging.session;

/// One connection of one device.
///
/// @param id unique, made by the node that has the socket
public record Session(long uid, String app, String device, String id) {}
