package dev.kith.media.finishing;

import dev.kith.media.decoding.Canvas;

/// A picture of which only what is seen was copied, and where in it the first frame lies.
// An array, because it is written and forgotten.
@SuppressWarnings("ArrayRecordComponent")
record CleanPicture(byte[] bytes, Canvas canvas) {
    /// As it is shown: upright.
    int width() {
        return canvas.isTurned() ? canvas.height() : canvas.width();
    }

    int height() {
        return canvas.isTurned() ? canvas.width() : canvas.height();
    }
}
