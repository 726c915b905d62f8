package dev.kith.media.decoding;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/// What a decoder answers: the forms of a picture, or why there are none.
sealed interface Decoded {
    /// The picture and a small one of it.
    ///
    /// @param whole the picture, encoded anew; of a GIF or WebP empty
    /// @param smallType of the small one
    // Arrays, because they are written and forgotten.
    @SuppressWarnings("ArrayRecordComponent")
    record Forms(int width, int height, byte[] whole, String smallType, byte[] small) implements Decoded {}

    /// There are none, for this reason.
    record Refused(String reason) implements Decoded {}

    default void write(DataOutputStream out) throws IOException {
        switch (this) {
            case Forms forms -> {
                out.writeUTF("");
                out.writeInt(forms.width);
                out.writeInt(forms.height);
                write(out, forms.whole);
                out.writeUTF(forms.smallType);
                write(out, forms.small);
            }
            case Refused refused -> out.writeUTF(refused.reason);
        }
    }

    /// What [#write] wrote.
    ///
    /// @param most bytes of one form; who decodes strangers' pictures is not believed everything
    static Decoded read(DataInputStream in, long most) throws IOException {
        var reason = in.readUTF();
        return reason.isEmpty()
                ? new Forms(in.readInt(), in.readInt(), bytes(in, most), in.readUTF(), bytes(in, most))
                : new Refused(reason);
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] bytes(DataInputStream in, long most) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > most) {
            throw new IOException("an answer of " + length + " bytes");
        }
        var bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
