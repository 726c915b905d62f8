package dev.kith.media.finishing;

/// A picture of which only what is seen was copied, and how large it is when it is shown.
// An array, because it is written and forgotten.
@SuppressWarnings("ArrayRecordComponent")
record CleanPicture(byte[] bytes, int width, int height) {}
