package dev.kith.client;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message that this device shows: one of somebody else's, or one that the user sent from another device.
 *
 * <p>Conversations are ordered by {@code acceptedAt}, then {@code id}.
 *
 * @param id global: the sender's uid, then the 32 bits that the sender chose
 * @param params its peer is the other side of the conversation, whoever wrote the message
 * @param data read-only; null for a message of text
 * @param senderProfile what is known here of the sender, perhaps nothing but the address
 * @param forwarded its sender passed on what somebody else had written
 * @param edited its body is not what it was sent with
 * @param reactions what people feel about it, by their addresses
 * @param group the group that it was sent to, without a peer and a recipient then; 0: it is between two people
 * @param groupSeq its number in the group, which is its order there and the same for all members
 * @param call it offers a call, with its text as the description of the session; null: it does not
 * @param request it came from a stranger who asks to be let in; it stays so when they are
 */
public record Message(
        long id,
        String sender,
        String recipient,
        MessageParams params,
        Instant acceptedAt,
        MessageStatus status,
        @Nullable String text,
        @Nullable ByteBuffer data,
        Profile senderProfile,
        boolean forwarded,
        boolean edited,
        Map<String, String> reactions,
        long group,
        long groupSeq,
        @Nullable CallKind call,
        boolean request) {

    public Message {
        reactions = Map.copyOf(reactions);
    }

    /** The other side of the conversation. */
    public String peer() {
        return params.peer();
    }

    /**
     * The file that it is about, as its sender says; {@link FileTransfers#download} fetches it. Size, type and name are for the
     * eyes alone: what comes may be something else.
     */
    public Optional<RemoteFile> file() {
        return FileProperties.of(params.properties());
    }

    /** Whether it was sent to a group. */
    public boolean isOfGroup() {
        return group != 0;
    }

    /** Whether the user wrote it, on another device. */
    public boolean isOwn() {
        return switch (status) {
            case RECEIVED_NEW, RECEIVED_READ, CALL_MISSED -> false;
            case CALL_ANSWERED, CALL_DECLINED -> !sender.equals(peer());
            default -> true;
        };
    }

    /** The place that it carries, if it is one of {@link Kith#sendLocation}. */
    public Optional<Location> asLocation() {
        return Location.of(this);
    }

    /** Its text; empty for a message of bytes. */
    public Optional<String> asText() {
        return Optional.ofNullable(text);
    }
}
