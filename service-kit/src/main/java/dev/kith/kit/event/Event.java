package dev.kith.kit.event;

import com.google.protobuf.Message;
import dev.kith.contracts.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A record to be published: where, under which key, what.
///
/// @param key begins with a uid, see [LeadingUidPartitioner]
/// @param value the protobuf message; null is a tombstone, which ends the key in a compacted topic
/// @param type full name of the message
@SuppressWarnings("ArrayRecordComponent") // moved from the code that made it to the wire, never compared
public record Event(Topic topic, byte[] key, byte @Nullable [] value, String type) {

    /// An event about one user.
    public static Event of(Topic topic, long uid, Message value) {
        return new Event(
                topic,
                key(uid),
                value.toByteArray(),
                value.getDescriptorForType().getFullName());
    }

    /// An event about how an owner stands to a peer.
    public static Event of(Topic topic, long owner, long peer, Message value) {
        return new Event(
                topic,
                key(owner, peer),
                value.toByteArray(),
                value.getDescriptorForType().getFullName());
    }

    /// An event about an app: of nobody, and then of this app.
    public static Event ofApp(Topic topic, String app, Message value) {
        return new Event(
                topic,
                key(app),
                value.toByteArray(),
                value.getDescriptorForType().getFullName());
    }

    /// Ends a key of a compacted topic.
    public static Event tombstone(Topic topic, byte[] key) {
        return new Event(topic, key, null, "tombstone");
    }

    public static byte[] key(long uid) {
        return ByteBuffer.allocate(Long.BYTES).putLong(uid).array();
    }

    public static byte[] key(String app) {
        var id = app.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + id.length).putLong(0).put(id).array();
    }

    public static byte[] key(long owner, long peer) {
        return ByteBuffer.allocate(2 * Long.BYTES).putLong(owner).putLong(peer).array();
    }
}
