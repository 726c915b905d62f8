package dev.kith.media.decoding;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/// What a decoder is asked for.
///
/// @param format in which the bytes are: `jpg`, `png`, `gif` or `webp`
/// @param canvas where the first frame of a GIF or WebP lies; of others, whatever it says is not looked at
// An array, because it is written and forgotten.
@SuppressWarnings("ArrayRecordComponent")
record Task(String format, Canvas canvas, byte[] bytes) {
    void write(DataOutputStream out) throws IOException {
        out.writeUTF(format);
        canvas.write(out);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static Task read(DataInputStream in) throws IOException {
        return new Task(in.readUTF(), Canvas.read(in), in.readNBytes(in.readInt()));
    }
}
