package dev.kith.media.decoding;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/// A picture of frames, as it lies in its file.
///
/// @param left where its first frame begins
/// @param held how the camera was held (Exif 2.3, tag 0x0112), which is how it has to be turned
public record Canvas(int width, int height, int left, int top, int held) {
    /// Of a picture that says all of itself.
    static final Canvas NONE = new Canvas(0, 0, 0, 0, ExifOrientation.UPRIGHT);

    /// Whether width and height change places when it is shown upright.
    public boolean isTurned() {
        return held > 4;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(width);
        out.writeInt(height);
        out.writeInt(left);
        out.writeInt(top);
        out.writeInt(held);
    }

    static Canvas read(DataInputStream in) throws IOException {
        return new Canvas(in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt());
    }
}
