package dev.kith.media.decoding;

import java.util.List;

/// How large pictures may be, and how large a small one is.
///
/// @param pixels of any picture
/// @param lossyWebpPixels of a WebP that was encoded with loss, whose decoder takes many times the picture
/// @param decodedBytes of a picture once it is decoded
/// @param thumbnail the longer side of a small one
record Bounds(long pixels, long lossyWebpPixels, long decodedBytes, int thumbnail) {
    static Bounds of(String[] arguments) {
        return new Bounds(
                Long.parseLong(arguments[0]),
                Long.parseLong(arguments[1]),
                Long.parseLong(arguments[2]),
                Integer.parseInt(arguments[3]));
    }

    List<String> arguments() {
        return List.of(
                Long.toString(pixels),
                Long.toString(lossyWebpPixels),
                Long.toString(decodedBytes),
                Integer.toString(thumbnail));
    }
}
