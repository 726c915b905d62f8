package dev.kith.client;

import dev.kith.client.store.Archive;
import dev.kith.contracts.socket.ClientFrame;
import dev.kith.contracts.socket.Edit;
import dev.kith.contracts.socket.Message.BodyCase;
import dev.kith.contracts.socket.React;
import dev.kith.contracts.socket.Reaction;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A message of the contract as the app knows it. */
final class Translation {
    private final Profiles profiles;
    private final LongSupplier own;

    /** @param own the user's uid */
    Translation(Profiles profiles, LongSupplier own) {
        this.profiles = profiles;
        this.own = own;
    }

    Message message(dev.kith.contracts.socket.Message message, MessageStatus status) {
        boolean received = isReceived(message);
        var peer = message.getGroup() != 0 ? "" : received ? message.getSender() : message.getRecipient();
        return message(message, status, peer);
    }

    /** How to call the other side. */
    static String name(Profiles profiles, String peer, long group) {
        return group == 0
                ? profiles.local(peer).displayName()
                : profiles.people().group(group).displayName();
    }

    Conversation conversation(Archive.Line line) {
        var name = name(profiles, line.peer(), line.group());
        return new Conversation(line.peer(), line.group(), name, message(line.last()), line.unread());
    }

    /** A stored one, with what the user has done to it already. */
    Message message(Archive.Item item) {
        var message = item.message().toBuilder();
        item.pending().forEach(done -> apply(done, message));
        return message(message.build(), item.status(), item.peer());
    }

    private void apply(ClientFrame done, dev.kith.contracts.socket.Message.Builder message) {
        switch (done.getFrameCase()) {
            case EDIT -> apply(done.getEdit(), message);
            case REACT -> apply(done.getReact(), message);
            default -> {} // It says nothing about what is shown.
        }
    }

    private static void apply(Edit edit, dev.kith.contracts.socket.Message.Builder message) {
        if (edit.getRevision() > message.getRevision()) {
            message.setRevision(edit.getRevision());
            switch (edit.getBodyCase()) {
                case TEXT -> message.setText(edit.getText());
                case DATA -> message.setData(edit.getData());
                case BODY_NOT_SET -> message.clearText().clearData();
            }
        }
    }

    private void apply(React react, dev.kith.contracts.socket.Message.Builder message) {
        var me = isReceived(message.build()) ? message.getRecipient() : message.getSender();
        var others = message.getReactionsList().stream()
                .filter(reaction -> !reaction.getBy().equals(me))
                .toList();
        message.clearReactions().addAllReactions(others);
        if (!react.getValue().isEmpty()) {
            message.addReactions(Reaction.newBuilder().setBy(me).setValue(react.getValue()));
        }
    }

    private boolean isReceived(dev.kith.contracts.socket.Message message) {
        return message.getId() >>> Integer.SIZE != own.getAsLong();
    }

    private Message message(dev.kith.contracts.socket.Message message, MessageStatus status, String peer) {
        var params = new MessageParams(
                peer,
                message.getDeliveryReceipt(),
                message.getReadReceipt(),
                message.getType(),
                message.getReplyTo(),
                message.getPropertiesMap(),
                null,
                message.hasDisappear() ? disappearing(message.getDisappear()) : null);
        return new Message(
                message.getId(),
                message.getSender(),
                message.getRecipient(),
                params,
                Instant.ofEpochMilli(message.getAcceptedAt()),
                status,
                message.getBodyCase() == BodyCase.DATA ? null : message.getText(),
                message.getBodyCase() == BodyCase.DATA ? message.getData().asReadOnlyByteBuffer() : null,
                profiles.local(message.getSender()),
                message.getForwarded(),
                message.getRevision() != 0,
                message.getReactionsList().stream()
                        .filter(reaction -> !reaction.getValue().isEmpty())
                        .collect(Collectors.toUnmodifiableMap(
                                Reaction::getBy, Reaction::getValue, (one, other) -> other)),
                message.getGroup(),
                message.getGroupSeq(),
                callOf(message.getCall()),
                message.getRequest());
    }

    private static @Nullable Disappearing disappearing(dev.kith.contracts.socket.Disappearing wish) {
        var time = Duration.ofSeconds(wish.getSeconds());
        return switch (wish.getAfter()) {
            case SENDING -> new Disappearing(Disappearing.After.SENDING, time);
            case DELIVERY -> new Disappearing(Disappearing.After.DELIVERY, time);
            case READING -> new Disappearing(Disappearing.After.READING, time);
            case AFTER_UNSPECIFIED, UNRECOGNIZED -> null; // of a newer server, which says when it is over
        };
    }

    private static @Nullable CallKind callOf(dev.kith.contracts.socket.CallKind kind) {
        return switch (kind) {
            case AUDIO, UNRECOGNIZED -> CallKind.AUDIO;
            case VIDEO -> CallKind.VIDEO;
            case CALL_KIND_UNSPECIFIED -> null;
        };
    }
}
