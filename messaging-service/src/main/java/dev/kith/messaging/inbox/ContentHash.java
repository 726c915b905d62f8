package dev.kith.messaging.inbox;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import dev.kith.contracts.event.MessageEdit;
import dev.kith.contracts.event.StoredMessage;
import dev.kith.contracts.socket.Send;
import dev.kith.messaging.digest.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/// Tells a repeated message from another one that came with its id.
public final class ContentHash {
    private ContentHash() {}

    /// First 64 bits of SHA-256 over what the sender said and to whom. When it was accepted and how the two are
    /// called today may differ between attempts and does not count.
    public static long of(StoredMessage message) {
        return of((MessageLite) message.toBuilder()
                .clearAcceptedAt()
                .clearExpiresAt()
                .clearSenderAddress()
                .clearRecipientAddress()
                .clearGroupSeq()
                .clearRefusal()
                .clearRequest()
                .build());
    }

    /// Of what a caller says who may say it again.
    public static long of(Send send) {
        return of((MessageLite) send);
    }

    /// Tells two edits of one revision apart.
    public static long of(MessageEdit edit) {
        return of((MessageLite) edit);
    }

    private static long of(MessageLite said) {
        var bytes = new byte[said.getSerializedSize()];
        try {
            var out = CodedOutputStream.newInstance(bytes);
            out.useDeterministicSerialization(); // the order of properties is no content
            said.writeTo(out);
            return ByteBuffer.wrap(Sha256.of(bytes)).getLong();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
