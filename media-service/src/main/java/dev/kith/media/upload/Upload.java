package dev.kith.media.upload;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;

/// An upload as it is known beside its bytes.
///
/// @param length how many bytes it will have
/// @param unverifiedFrom from where on bytes wait for their checksum
record Upload(
        UUID id, long uid, String app, long length, OptionalLong unverifiedFrom, Instant expiresAt, boolean finished) {}
