package dev.kith.contacts.book;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of what the server holds of the caller's book. There are no names to give, and no numbers of people who
/// are no users: a client knows its own entries by their tags.
///
/// @param next cursor of the next page; absent on the last
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BookPage(
        long version,
        String checksum,
        String tagKey,
        int entries,
        int pending,
        List<Entry> page,
        @Nullable String next) {

    /// One entry.
    ///
    /// @param tag as `remove` takes it
    /// @param pending waits for quota
    /// @param address of a user whom the caller may find
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Entry(
            String tag,
            List<Integer> levels,
            boolean subscribed,
            boolean pending,
            @Nullable String address,
            @Nullable Long uid) {}
}
