package dev.kith.client;

import java.util.List;
import java.util.Optional;

/**
 * Messages as they stand at the server, the newest first.
 *
 * @param next asks for the older ones; empty: there are none
 * @param incomplete of a search: the newest messages have not been looked through yet; ask again
 */
public record MessagePage(List<Message> messages, Optional<HistoryQuery> next, boolean incomplete) {}
