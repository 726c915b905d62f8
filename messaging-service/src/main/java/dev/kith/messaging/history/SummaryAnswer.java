package dev.kith.messaging.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kith.messaging.inbox.HistoryPlace;
import dev.kith.messaging.inbox.SummaryReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of the caller's conversations, the liveliest first.
///
/// @param cursor of the next page; absent on the last
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SummaryAnswer(
        List<Conversation> conversations, @Nullable String cursor) {

    /// A conversation as it stands.
    ///
    /// @param peer as the last message calls them; absent: it is a group's
    /// @param unread at most 10,000 are counted
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Conversation(
            @Nullable String peer, @Nullable Long group, HistoryAnswer.Item lastMessage, long unread) {
        private static Conversation of(SummaryReader.Line line, String own) {
            var last = line.last().entry(own).getMessage();
            boolean ofTwo = last.getGroup() == 0;
            return new Conversation(
                    ofTwo ? last.getSender().equals(own) ? last.getRecipient() : last.getSender() : null,
                    ofTwo ? null : last.getGroup(),
                    HistoryAnswer.Item.of(last),
                    line.unread());
        }
    }

    /// @param asOf the moment that all pages are of
    static SummaryAnswer of(List<SummaryReader.Line> lines, String own, int limit, HistoryPlace asOf) {
        if (lines.isEmpty()) {
            return new SummaryAnswer(List.of(), null);
        }
        var moment = asOf.equals(HistoryPlace.END) ? lines.getFirst().place() : asOf;
        return new SummaryAnswer(
                lines.stream().map(line -> Conversation.of(line, own)).toList(),
                lines.size() < limit
                        ? null
                        : HistoryCursor.write(moment, lines.getLast().place()));
    }
}
