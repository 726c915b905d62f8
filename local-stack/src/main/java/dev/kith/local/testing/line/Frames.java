package dev.kith.local.testing.line;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// The frames of RFC 6455, as the bytes that they are.
final class Frames {
    private static final int FIN = 0x80;
    private static final int CONTROL = 0x08;
    private static final int MASKED = 0x80;
    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;

    private Frames() {}

    /// The next whole message, or a control frame; empty at the end. The parts of a message stay together.
    static Optional<byte[]> read(InputStream from) throws IOException {
        int first = from.read();
        if (first < 0) {
            return Optional.empty();
        }
        var message = new ByteArrayOutputStream();
        var in = new DataInputStream(from);
        part(first, in, message);
        while ((first & FIN) == 0) {
            first = in.readUnsignedByte();
            part(first, in, message);
        }
        return Optional.of(message.toByteArray());
    }

    static boolean isControl(byte[] frame) {
        return (frame[0] & CONTROL) != 0;
    }

    private static void part(int first, DataInputStream in, ByteArrayOutputStream to) throws IOException {
        to.write(first);
        int second = in.readUnsignedByte();
        to.write(second);
        int length = second & 0x7F;
        if (length >= SHORT_LENGTH) {
            var extended = in.readNBytes(length == LONG_LENGTH ? Long.BYTES : Short.BYTES);
            to.writeBytes(extended);
            length = 0;
            for (byte one : extended) {
                length = (length << 8) | (one & 0xFF);
            }
        }
        to.writeBytes(in.readNBytes(length + ((second & MASKED) == 0 ? 0 : Integer.BYTES)));
    }
}
