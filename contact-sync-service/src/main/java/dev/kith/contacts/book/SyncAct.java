package dev.kith.contacts.book;

import dev.kith.contracts.event.ContactsMatched;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What a user does to the own book, checked.
///
/// @param region of national numbers; null: that of the user's own number
/// @param base version that the client last got
/// @param levels mask that the entries named are granted
/// @param checksum of the book as the client has it after this act
public record SyncAct(
        @Nullable String region,
        OptionalLong base,
        Mode mode,
        int levels,
        boolean subscribe,
        List<@Nullable String> add,
        List<String> remove,
        OptionalLong checksum) {

    /// The same done with other addresses.
    public SyncAct adding(List<String> addresses) {
        return new SyncAct(region, base, mode, levels, subscribe, List.copyOf(addresses), remove, checksum);
    }

    /// What happens to the levels of an entry that is named.
    public enum Mode {
        /// They become exactly those given.
        REPLACE(ContactsMatched.Mode.REPLACE),
        /// Those given are added.
        MERGE(ContactsMatched.Mode.MERGE);

        private final ContactsMatched.Mode announced;

        Mode(ContactsMatched.Mode announced) {
            this.announced = announced;
        }

        ContactsMatched.Mode announced() {
            return announced;
        }
    }
}
