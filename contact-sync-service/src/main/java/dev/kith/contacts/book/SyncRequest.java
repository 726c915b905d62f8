package dev.kith.contacts.book;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/contacts:sync`: what changes in the caller's book.
///
/// @param region of national numbers, ISO 3166 alpha-2; absent: that of the caller's own number
/// @param base version that the client last got; absent on the first call
/// @param mode `replace`: the entries named get exactly these levels; `merge`: these are added. Needed with `add`
/// @param levels what the entries named are granted, 1 to 31; absent: 1, 2 and 5
/// @param subscribe whether their changes are wanted; absent: yes
/// @param add addresses
/// @param remove addresses or tags; done before `add`
/// @param checksum the xor of the client's tags as they are after this call, 16 hexadecimal digits
public record SyncRequest(
        @Nullable String region,
        @Nullable Long base,
        @Nullable String mode,
        @Nullable List<Integer> levels,
        @Nullable Boolean subscribe,
        @Nullable List<@Nullable String> add,
        @Nullable List<@Nullable String> remove,
        @Nullable String checksum) {}
