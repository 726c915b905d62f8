package dev.kith.media.decoding;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.coobird.thumbnailator.util.exif.Orientation;

/// How the camera was held (Exif 2.3, tag 0x0112). Read by ourselves: the platform's reader takes all metadata into
/// memory, and refuses what many cameras write.
public final class ExifOrientation {
    /// The value for what needs no turning.
    public static final int UPRIGHT = 1;

    private static final int START_OF_IMAGE = 0xffd8;
    private static final int START_OF_SCAN = 0xda;
    private static final int APP1 = 0xe1;
    private static final int ORIENTATION = 0x0112;
    private static final int ENTRY = 12;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

    private ExifOrientation() {}

    /// Upright for what does not say, or cannot be read.
    static Orientation of(byte[] jpeg) throws IOException {
        try (var bytes = new DataInputStream(new ByteArrayInputStream(jpeg))) {
            return Orientation.typeOf(bytes.readUnsignedShort() == START_OF_IMAGE ? inSegments(bytes) : UPRIGHT);
        } catch (EOFException | IndexOutOfBoundsException broken) {
            return Orientation.TOP_LEFT;
        }
    }

    /// Of what stands in an Exif segment behind its name; the value of the tag.
    public static int ofTiff(byte[] directory) {
        try {
            return inDirectory(ByteBuffer.wrap(directory));
        } catch (IndexOutOfBoundsException broken) {
            return UPRIGHT;
        }
    }

    private static int inSegments(DataInputStream bytes) throws IOException {
        while (bytes.readUnsignedByte() == 0xff) {
            int marker = bytes.readUnsignedByte();
            if (marker == START_OF_SCAN) {
                break;
            }
            int length = bytes.readUnsignedShort() - 2;
            if (marker == APP1 && length > EXIF.length) {
                var segment = bytes.readNBytes(length);
                if (Arrays.equals(Arrays.copyOf(segment, EXIF.length), EXIF)) {
                    return inDirectory(ByteBuffer.wrap(segment, EXIF.length, segment.length - EXIF.length)
                            .slice());
                }
            } else {
                bytes.skipNBytes(Math.max(0, length));
            }
        }
        return UPRIGHT;
    }

    private static int inDirectory(ByteBuffer exif) {
        exif.order(exif.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = exif.getInt(4);
        int entries = Short.toUnsignedInt(exif.getShort(directory));
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + i * ENTRY;
            if (Short.toUnsignedInt(exif.getShort(entry)) == ORIENTATION) {
                int value = exif.getShort(entry + 8);
                return value >= 1 && value <= 8 ? value : UPRIGHT;
            }
        }
        return UPRIGHT;
    }
}
