package dev.kith.media.file;

import java.time.Instant;
import java.util.UUID;

/// A file, as people send it.
public record StoredFile(UUID id, long owner, String name, Instant createdAt, Content content) {}
