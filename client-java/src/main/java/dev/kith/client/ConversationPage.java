package dev.kith.client;

import java.util.List;
import java.util.Optional;

/**
 * Conversations, the liveliest first. All pages are of the moment of the first one.
 *
 * @param cursor of the next page; empty: this was the last
 */
public record ConversationPage(List<Conversation> conversations, Optional<String> cursor) {}
