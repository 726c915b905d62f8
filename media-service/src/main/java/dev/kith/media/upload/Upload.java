package dev.kith.media.upload;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;

/// An upload as it is known beside its bytes.
///
/// @param length how many bytes it will have
/// @param unverifiedFrom from where on bytes wait for their checksum
/// @param finished a file, or of a part, taken over by the upload that is made of it
record Upload(UUID id, long length, OptionalLong unverifiedFrom, Instant expiresAt, boolean finished, Concat concat) {}
