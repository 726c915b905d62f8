package dev.kith.client;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * To whom a message goes and how. Immutable: each {@code with} gives a changed copy.
 *
 * <pre>{@code MessageParams.to("+4915112345678").withReadReceipt(true)}</pre>
 *
 * @param type for the app; the server only carries it
 * @param replyTo global id of the message that this one answers; 0: none
 * @param properties for the app; at most 16
 * @param expiry how long it waits for a device of the recipient; null: as long as the server is set to
 * @param disappearing null: it stays
 */
public record MessageParams(
        String peer,
        boolean deliveryReceipt,
        boolean readReceipt,
        String type,
        long replyTo,
        Map<String, String> properties,
        @Nullable Duration expiry,
        @Nullable Disappearing disappearing) {

    public MessageParams {
        properties = Map.copyOf(properties);
    }

    /** To this address, with a delivery receipt, and nothing else. */
    public static MessageParams to(String peer) {
        return new MessageParams(peer, true, false, "", 0, Map.of(), null, null);
    }

    /** To a group, which {@link Kith#sendGroupMessage} names; with a delivery receipt. */
    public static MessageParams toGroup() {
        return to("");
    }

    public MessageParams withDeliveryReceipt(boolean on) {
        return new MessageParams(peer, on, readReceipt, type, replyTo, properties, expiry, disappearing);
    }

    public MessageParams withReadReceipt(boolean on) {
        return new MessageParams(peer, deliveryReceipt, on, type, replyTo, properties, expiry, disappearing);
    }

    public MessageParams withType(String newType) {
        return new MessageParams(
                peer, deliveryReceipt, readReceipt, newType, replyTo, properties, expiry, disappearing);
    }

    /**
     * About this file, which is at the server already: the recipients have it by {@link Message#file()}. The text to send with it is its name.
     * {@link Kith#sendFile} uploads and sends in one, and goes on with both after a restart.
     */
    public MessageParams withFile(RemoteFile file) {
        return FileProperties.with(this, file);
    }

    public MessageParams withReplyTo(long messageId) {
        return new MessageParams(peer, deliveryReceipt, readReceipt, type, messageId, properties, expiry, disappearing);
    }

    /** With this property; a null value takes it away. */
    public MessageParams withProperty(String key, @Nullable String value) {
        var changed = new TreeMap<>(properties);
        if (value == null) {
            changed.remove(key);
        } else {
            changed.put(key, value);
        }
        return new MessageParams(peer, deliveryReceipt, readReceipt, type, replyTo, changed, expiry, disappearing);
    }

    /** Dropped if no device of the recipient has it within this time; {@code onMessageStatus} tells {@code EXPIRED} then. */
    public MessageParams withExpiry(Duration within) {
        return new MessageParams(peer, deliveryReceipt, readReceipt, type, replyTo, properties, within, disappearing);
    }

    /** For the recipient only if they are online now; {@code USER_OFFLINE} if not. */
    public MessageParams withTransient() {
        return withExpiry(Duration.ZERO);
    }

    /** Gone for good, on both sides, so long after that. */
    public MessageParams withDisappearing(Disappearing.After after, Duration time) {
        return new MessageParams(
                peer, deliveryReceipt, readReceipt, type, replyTo, properties, expiry, new Disappearing(after, time));
    }
}
