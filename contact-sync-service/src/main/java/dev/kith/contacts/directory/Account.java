package dev.kith.contacts.directory;

import java.util.UUID;

/// A living user.
///
/// @param address canonical
public record Account(long uid, String app, String address, UUID digest) {}
