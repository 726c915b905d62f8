package dev.kith.media.finishing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;

/// WebP files of one pixel, as encoders write them, and what they are made of.
final class WebpSamples {
    static final byte[] LOSSLESS = Base64.getDecoder().decode("LwAAABAHEBERiIj+BwA=");
    static final byte[] LOSSY = Base64.getDecoder().decode("MAEAnQEqAQABAA7A/iWkAANwAAAAAA==");

    private WebpSamples() {}

    static byte[] riff(byte[]... chunks) {
        var all = new ByteArrayOutputStream();
        Stream.of(chunks).forEach(all::writeBytes);
        return ByteBuffer.allocate(12 + all.size())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF"))
                .putInt(4 + all.size())
                .put(ascii("WEBP"))
                .put(all.toByteArray())
                .array();
    }

    static byte[] chunk(String name, byte[] content) {
        return ByteBuffer.allocate(8 + content.length + (content.length & 1))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii(name))
                .putInt(content.length)
                .put(content)
                .array();
    }

    static byte[] extended(int flags, int width, int height) {
        return chunk(
                "VP8X",
                ByteBuffer.allocate(10)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(flags)
                        .putShort((short) (width - 1))
                        .put((byte) 0)
                        .putShort((short) (height - 1))
                        .put((byte) 0)
                        .array());
    }

    /// The begin of a picture of this size.
    static byte[] lossless(int width, int height) {
        return ByteBuffer.allocate(5)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0x2f)
                .putInt((width - 1) | ((height - 1) << 14))
                .array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
