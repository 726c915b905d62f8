package dev.kith.messaging.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kith.contracts.socket.CallKind;
import dev.kith.contracts.socket.Deletion;
import dev.kith.contracts.socket.Message;
import dev.kith.contracts.socket.Reaction;
import dev.kith.messaging.inbox.InboxReader;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A page of messages, newest first.
///
/// @param cursor asks for the next, older page; absent: this was the last
/// @param incomplete of a search: true while the newest messages are still to be looked through; the next search goes
/// on there
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HistoryAnswer(
        List<Item> messages,
        @Nullable String cursor,
        @Nullable Boolean incomplete) {

    /// A message; the same names as in the socket's JSON.
    ///
    /// @param id 64 bits, as a text because not every JSON reader takes them as a number
    /// @param data bytes in base64
    /// @param reactions by the addresses of those who feel so
    /// @param call of a call, which the text offers: AUDIO, VIDEO
    /// @param request it came from somebody who asked to be let in
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @SuppressWarnings("ArrayRecordComponent") // written to JSON, never compared
    public record Item(
            String id,
            String sender,
            @Nullable String recipient,
            @Nullable Long group,
            @Nullable Long groupSeq,
            long acceptedAt,
            String status,
            @Nullable String type,
            @Nullable String text,
            byte @Nullable [] data,
            @Nullable String replyTo,
            Map<String, String> properties,
            @Nullable Boolean forwarded,
            @Nullable Boolean edited,
            @Nullable Map<String, String> reactions,
            @Nullable String call,
            @Nullable Boolean request) {

        static Item of(Message message) {
            return new Item(
                    Long.toUnsignedString(message.getId()),
                    message.getSender(),
                    message.getGroup() == 0 ? message.getRecipient() : null,
                    message.getGroup() == 0 ? null : message.getGroup(),
                    message.getGroup() == 0 ? null : message.getGroupSeq(),
                    message.getAcceptedAt(),
                    message.getStatus().name(),
                    message.getType().isEmpty() ? null : message.getType(),
                    message.hasText() ? message.getText() : null,
                    message.hasData() ? message.getData().toByteArray() : null,
                    message.getReplyTo() == 0 ? null : Long.toUnsignedString(message.getReplyTo()),
                    message.getPropertiesMap(),
                    message.getForwarded() ? true : null,
                    message.getRevision() == 0 ? null : true,
                    message.getReactionsCount() == 0 ? null : reactions(message),
                    message.getCall() == CallKind.CALL_KIND_UNSPECIFIED
                            ? null
                            : message.getCall().name(),
                    message.getRequest() ? true : null);
        }

        private static Map<String, String> reactions(Message message) {
            return message.getReactionsList().stream()
                    .collect(Collectors.toUnmodifiableMap(Reaction::getBy, Reaction::getValue, (one, other) -> other));
        }
    }

    static HistoryAnswer of(InboxReader.Page page, String own) {
        return of(page, own, null);
    }

    static HistoryAnswer of(InboxReader.Page page, String own, @Nullable Boolean incomplete) {
        var items = page.views().stream()
                .map(view -> view.entry(own))
                .filter(entry ->
                        entry.hasMessage() && entry.getMessage().getDeletion() == Deletion.DELETION_UNSPECIFIED)
                .map(entry -> Item.of(entry.getMessage()))
                .toList();
        return new HistoryAnswer(
                items, page.more() ? HistoryCursor.write(page.views().getLast().place()) : null, incomplete);
    }
}
