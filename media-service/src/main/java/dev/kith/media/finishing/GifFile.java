package dev.kith.media.finishing;

import dev.kith.media.decoding.Canvas;
import dev.kith.media.decoding.ExifOrientation;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/// A GIF file (GIF89a), of which only what is seen is copied: its frames, their times, and how often they are shown.
/// Comments, texts, what programs wrote for themselves, and what lies behind its end stay behind.
final class GifFile {
    private static final int TRAILER = 0x3b;
    private static final int IMAGE = 0x2c;
    private static final int EXTENSION = 0x21;
    private static final int CONTROL = 0xf9;
    private static final int APPLICATION = 0xff;

    /// How often the frames are shown.
    private static final Set<String> LOOPS = Set.of("NETSCAPE2.0", "ANIMEXTS1.0");

    private final byte[] file;
    private final ByteBuffer bytes;
    private final ByteBuffer copy;
    private final int width;
    private final int height;
    private boolean empty = true;
    private int left;
    private int top;

    private GifFile(byte[] file) throws IOException {
        this.file = file;
        this.bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        this.copy = ByteBuffer.allocate(file.length);
        var version = text(6);
        if (!version.equals("GIF87a") && !version.equals("GIF89a")) {
            throw new IOException("no GIF");
        }
        this.width = Short.toUnsignedInt(bytes.getShort());
        this.height = Short.toUnsignedInt(bytes.getShort());
        int flags = bytes.get();
        bytes.position(bytes.position() + 2);
        skipColours(flags);
        takeFrom(0);
    }

    /// What is kept of this file.
    ///
    /// @throws IOException for one that is broken
    static CleanPicture clean(byte[] bytes) throws IOException {
        try {
            var gif = new GifFile(bytes);
            gif.blocks();
            return new CleanPicture(
                    Arrays.copyOf(gif.copy.array(), gif.copy.position()),
                    new Canvas(gif.width, gif.height, gif.left, gif.top, ExifOrientation.UPRIGHT));
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException cut) {
            throw new IOException("it ends too early", cut);
        }
    }

    private void blocks() throws IOException {
        for (int at = bytes.position(); ; at = bytes.position()) {
            switch (Byte.toUnsignedInt(bytes.get())) {
                case IMAGE -> image(at);
                case EXTENSION -> extension(at);
                case TRAILER -> {
                    if (empty || width == 0 || height == 0) {
                        throw new IOException("no picture");
                    }
                    takeFrom(at);
                    return;
                }
                default -> throw new IOException("no such block");
            }
        }
    }

    private void image(int at) throws IOException {
        int fromLeft = Short.toUnsignedInt(bytes.getShort());
        int fromTop = Short.toUnsignedInt(bytes.getShort());
        int across = Short.toUnsignedInt(bytes.getShort());
        int down = Short.toUnsignedInt(bytes.getShort());
        if (across > width || down > height) {
            throw new IOException("a frame larger than the picture");
        }
        if (empty) {
            left = fromLeft;
            top = fromTop;
            empty = false;
        }
        skipColours(bytes.get());
        bytes.get(); // how its codes begin
        skipParts();
        takeFrom(at);
    }

    private void extension(int at) {
        int kind = Byte.toUnsignedInt(bytes.get());
        boolean looping = kind == APPLICATION && loops();
        int parts = bytes.position();
        skipParts();
        if (looping) {
            // Of its parts, the first alone says anything.
            copy.put(file, at, parts - at).put(file, parts, 4).put((byte) 0);
        } else if (kind == CONTROL) {
            takeFrom(at);
        }
    }

    /// Whether this program's block says how often the frames are shown. Goes on behind its name.
    private boolean loops() {
        int length = bytes.get(bytes.position());
        if (length != 11) {
            return false;
        }
        bytes.get();
        return LOOPS.contains(text(length)) && bytes.get(bytes.position()) == 3;
    }

    private void skipColours(int flags) {
        if ((flags & 0x80) != 0) {
            bytes.position(bytes.position() + 3 * (2 << (flags & 7)));
        }
    }

    private void skipParts() {
        for (int length = Byte.toUnsignedInt(bytes.get()); length > 0; length = Byte.toUnsignedInt(bytes.get())) {
            bytes.position(bytes.position() + length);
        }
    }

    private void takeFrom(int at) {
        copy.put(file, at, bytes.position() - at);
    }

    private String text(int length) {
        var text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
