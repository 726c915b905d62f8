package dev.kith.presence.watch;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kith.presence.people.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The people watched, in the order of the request, and how long the watch lasts.
record WatchAnswer(List<Entry> presence, long leaseSeconds) {

    /// What may be seen of one; nothing but the address: neither state nor time. Or the code why it is not watched.
    ///
    /// @param lastSeenAt epoch milliseconds
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            String address,
            @Nullable Boolean online,
            @Nullable Long lastSeenAt,
            @Nullable String code) {}

    static Entry entry(Watched watched) {
        return switch (watched) {
            case Watched.Seen(String address, View view) -> new Entry(address, view.online(), view.lastSeenAt(), null);
            case Watched.Refused refused ->
                new Entry(refused.address(), null, null, refused.code().slug());
        };
    }
}
