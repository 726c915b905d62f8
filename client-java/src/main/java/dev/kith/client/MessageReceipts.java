package dev.kith.client;

import java.util.List;

/**
 * Who has a message of the user in a group. The counts are of all to whom it was sent; named is who is in the group still.
 *
 * @param delivered addresses of those who have it
 * @param read addresses of those who have read it
 */
public record MessageReceipts(GroupReceipts counts, List<String> delivered, List<String> read) {
    public MessageReceipts {
        delivered = List.copyOf(delivered);
        read = List.copyOf(read);
    }
}
