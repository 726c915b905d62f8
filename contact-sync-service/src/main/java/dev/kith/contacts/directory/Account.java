package dev.kith.contacts.directory;

import java.util.List;
import java.util.UUID;

/// A living user.
///
/// @param address canonical
/// @param digests of the address, one for each key that lives
public record Account(long uid, String app, String address, List<UUID> digests) {}
