package dev.kith.messaging.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kith.contracts.socket.Deletion;
import dev.kith.contracts.socket.Message;
import dev.kith.messaging.inbox.InboxReader;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A page of a conversation, newest first.
///
/// @param cursor asks for the next, older page; absent: this was the last
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HistoryAnswer(List<Item> messages, @Nullable String cursor) {

    /// A message; the same names as in the socket's JSON.
    ///
    /// @param id 64 bits, as a text because not every JSON reader takes them as a number
    /// @param data bytes in base64
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @SuppressWarnings("ArrayRecordComponent") // written to JSON, never compared
    public record Item(
            String id,
            String sender,
            String recipient,
            long acceptedAt,
            String status,
            @Nullable String type,
            @Nullable String text,
            byte @Nullable [] data,
            @Nullable String replyTo,
            Map<String, String> properties) {

        static Item of(Message message) {
            return new Item(
                    Long.toUnsignedString(message.getId()),
                    message.getSender(),
                    message.getRecipient(),
                    message.getAcceptedAt(),
                    message.getStatus().name(),
                    message.getType().isEmpty() ? null : message.getType(),
                    message.hasText() ? message.getText() : null,
                    message.hasData() ? message.getData().toByteArray() : null,
                    message.getReplyTo() == 0 ? null : Long.toUnsignedString(message.getReplyTo()),
                    message.getPropertiesMap());
        }
    }

    static HistoryAnswer of(InboxReader.Page page, String own) {
        var items = page.views().stream()
                .map(view -> view.entry(own))
                .filter(entry ->
                        entry.hasMessage() && entry.getMessage().getDeletion() == Deletion.DELETION_UNSPECIFIED)
                .map(entry -> Item.of(entry.getMessage()))
                .toList();
        return new HistoryAnswer(
                items, page.more() ? HistoryCursor.write(page.views().getLast().place()) : null);
    }
}
