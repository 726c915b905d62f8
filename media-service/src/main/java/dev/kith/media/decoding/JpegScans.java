package dev.kith.media.decoding;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;

/// In how many scans a JPEG tells its picture (ITU-T T.81, annex B). Each is decoded over the whole picture, and can be
/// some bytes long.
final class JpegScans {
    private static final int START_OF_IMAGE = 0xd8;
    private static final int END_OF_IMAGE = 0xd9;
    private static final int START_OF_SCAN = 0xda;
    private static final int FIRST_RESTART = 0xd0;
    private static final int TEMPORARY = 0x01;

    private JpegScans() {}

    /// As a decoder counts them: up to the end of the first picture, and none in segments that it skips.
    static int count(byte[] jpeg) throws IOException {
        int scans = 0;
        try (var bytes = new DataInputStream(new ByteArrayInputStream(jpeg))) {
            for (int marker = marker(bytes); marker != END_OF_IMAGE; marker = marker(bytes)) {
                if (marker == START_OF_SCAN) {
                    scans++;
                }
                if (marker != TEMPORARY && (marker < FIRST_RESTART || marker > START_OF_IMAGE)) {
                    bytes.skipNBytes(Math.max(0, bytes.readUnsignedShort() - 2));
                }
            }
        } catch (EOFException broken) {
            // Whether the rest can be read is the decoder's to say.
        }
        return scans;
    }

    /// The next marker, behind whatever lies before it; in coded data a byte 0xff is followed by a zero.
    private static int marker(DataInputStream bytes) throws IOException {
        while (true) {
            int next = bytes.readUnsignedByte();
            while (next != 0xff) {
                next = bytes.readUnsignedByte();
            }
            while (next == 0xff) {
                next = bytes.readUnsignedByte();
            }
            if (next != 0) {
                return next;
            }
        }
    }
}
