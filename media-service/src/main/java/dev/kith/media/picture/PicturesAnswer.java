package dev.kith.media.picture;

import java.util.List;
import java.util.UUID;

/// Those of the files that were asked about that are pictures of the caller.
record PicturesAnswer(List<UUID> pictures) {}
