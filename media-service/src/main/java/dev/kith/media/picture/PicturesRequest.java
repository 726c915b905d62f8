package dev.kith.media.picture;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The body of `POST /internal/v1/pictures`.
///
/// @param files at most 100
record PicturesRequest(@Nullable List<@Nullable UUID> files) {}
