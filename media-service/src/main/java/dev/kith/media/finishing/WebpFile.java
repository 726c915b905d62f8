package dev.kith.media.finishing;

import dev.kith.media.decoding.Canvas;
import dev.kith.media.decoding.ExifOrientation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A WebP file (RFC 9649), of which only what is seen is copied: the picture or its frames, their transparency and
/// colours. All other chunks stay behind, and so does what lies behind the last.
///
/// The picture itself is copied as it is: to encode WebP anew takes native code.
final class WebpFile {
    private static final int HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int FRAME_HEADER = 16;
    private static final int EXTENDED = 10;

    private static final int COLOURS = 0x20;
    private static final int TRANSPARENT = 0x10;
    private static final int HELD = 0x08;
    private static final int ANIMATED = 0x02;

    /// A directory of one entry, for how the camera was held (Exif 2.3).
    private static final int DIRECTORY = 26;

    private final ByteBuffer bytes;
    private final ByteBuffer copy;
    private int width;
    private int height;
    private int left;
    private int top;
    private int held = ExifOrientation.UPRIGHT;

    private WebpFile(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.copy =
                ByteBuffer.allocate(bytes.length + 1 + CHUNK_HEADER + DIRECTORY).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// What is kept of this file.
    ///
    /// @throws IOException for one that is broken
    static CleanPicture clean(byte[] bytes) throws IOException {
        try {
            return new WebpFile(bytes).clean();
        } catch (IndexOutOfBoundsException cut) {
            throw new IOException("a chunk goes on behind the end", cut);
        }
    }

    private CleanPicture clean() throws IOException {
        if (!name(0).equals("RIFF") || !name(8).equals("WEBP")) {
            throw new IOException("no WebP");
        }
        int end = end(CHUNK_HEADER, length(0), bytes.limit());
        copy.put(bytes.array(), 0, HEADER);
        if (name(HEADER).equals("VP8X")) {
            extended(end);
        } else {
            int first = HEADER;
            image(first, end(first + CHUNK_HEADER, length(first), end));
        }
        copy.putInt(4, copy.position() - CHUNK_HEADER);
        var kept = Arrays.copyOf(copy.array(), copy.position());
        return new CleanPicture(kept, new Canvas(width, height, left, top, held));
    }

    private void extended(int end) throws IOException {
        int data = HEADER + CHUNK_HEADER;
        if (length(HEADER) != EXTENDED) {
            throw new IOException("a header of another length");
        }
        width = 1 + number24(data + 4);
        height = 1 + number24(data + 7);
        int flags = copy.position() + CHUNK_HEADER;
        take(HEADER, data + EXTENDED);
        int shown = bytes.get(data) & (COLOURS | TRANSPARENT | ANIMATED);
        var seen = chunks(data + EXTENDED, end, true);
        if (seen.images == 0) {
            throw new IOException("no picture");
        }
        if (held != ExifOrientation.UPRIGHT) {
            putHeld();
            shown |= HELD;
        }
        copy.putInt(flags, shown);
    }

    /// What was found of each kind that there may be one of.
    private static final class Seen {
        int images;
        boolean alpha;
        boolean colours;
        boolean animation;
    }

    private Seen chunks(int from, int end, boolean frames) throws IOException {
        var seen = new Seen();
        for (int at = from; at < end; ) {
            int next = end(at + CHUNK_HEADER, length(at), end);
            switch (name(at)) {
                case "VP8 ", "VP8L" -> {
                    once(seen.images++ > 0);
                    image(at, next);
                }
                case "ALPH" -> {
                    once(seen.alpha);
                    seen.alpha = true;
                    take(at, next);
                }
                case "ICCP" -> {
                    once(seen.colours || !frames);
                    seen.colours = true;
                    take(at, next);
                }
                case "ANIM" -> {
                    once(seen.animation || !frames);
                    seen.animation = true;
                    take(at, next);
                }
                case "ANMF" -> {
                    once(!frames);
                    frame(at, next, seen.images++ == 0);
                }
                case "EXIF" -> held = ExifOrientation.ofTiff(tiff(at, length(at)));
                default -> {
                    // Nothing that is seen.
                }
            }
            at = next;
        }
        return seen;
    }

    private void frame(int at, int next, boolean first) throws IOException {
        int header = copy.position();
        int data = at + CHUNK_HEADER;
        if (length(at) < FRAME_HEADER) {
            throw new IOException("a frame without a header");
        }
        if (first) {
            // They are told by halves.
            left = 2 * number24(data);
            top = 2 * number24(data + 3);
        }
        take(at, data + FRAME_HEADER);
        if (chunks(data + FRAME_HEADER, next, false).images == 0) {
            throw new IOException("a frame without a picture");
        }
        copy.putInt(header + 4, copy.position() - header - CHUNK_HEADER);
    }

    /// A picture, which is no larger than what it is part of.
    private void image(int at, int next) throws IOException {
        int data = at + CHUNK_HEADER;
        boolean lossless = name(at).equals("VP8L");
        if (!lossless && !name(at).equals("VP8 ")) {
            throw new IOException("no picture");
        }
        int across;
        int down;
        if (lossless) {
            int sizes = bytes.getInt(data + 1);
            across = 1 + (sizes & 0x3fff);
            down = 1 + ((sizes >>> 14) & 0x3fff);
            check(bytes.get(data) == 0x2f && sizes >>> 29 == 0);
        } else {
            check((bytes.get(data) & 1) == 0 && number24(data + 3) == 0x2a019d);
            across = bytes.getShort(data + 6) & 0x3fff;
            down = bytes.getShort(data + 8) & 0x3fff;
        }
        if (width == 0) {
            width = across;
            height = down;
        }
        check(across > 0 && down > 0 && across <= width && down <= height);
        take(at, next);
    }

    private void take(int from, int to) {
        copy.put(bytes.array(), from, to - from);
    }

    private void putHeld() {
        if ((copy.position() & 1) == 1) {
            copy.put((byte) 0); // the last chunk was not filled up
        }
        copy.put("EXIF".getBytes(StandardCharsets.US_ASCII)).putInt(DIRECTORY);
        copy.put("II*\0".getBytes(StandardCharsets.US_ASCII)).putInt(8).putShort((short) 1);
        copy.putShort((short) 0x0112).putShort((short) 3).putInt(1).putInt(held);
        copy.putInt(0);
    }

    private byte[] tiff(int at, int length) {
        int data = at + CHUNK_HEADER;
        int prefix = length >= 6 && name(data).equals("Exif") ? 6 : 0;
        return Arrays.copyOfRange(bytes.array(), data + prefix, data + length);
    }

    /// Where a chunk ends that begins its content here; they are filled up to even lengths.
    private static int end(int content, int length, int limit) throws IOException {
        if (length < 0 || length > limit - content) {
            throw new IOException("a chunk goes on behind the end");
        }
        return Math.min(content + length + (length & 1), limit);
    }

    private String name(int at) {
        return new String(bytes.array(), at, 4, StandardCharsets.ISO_8859_1);
    }

    private int length(int at) {
        return bytes.getInt(at + 4);
    }

    private int number24(int at) {
        return Short.toUnsignedInt(bytes.getShort(at)) | (Byte.toUnsignedInt(bytes.get(at + 2)) << 16);
    }

    private static void once(boolean again) throws IOException {
        check(!again);
    }

    private static void check(boolean good) throws IOException {
        if (!good) {
            throw new IOException("no such WebP");
        }
    }
}
