package dev.kith.client;

import java.time.Instant;
import java.util.Optional;

/**
 * Where anybody may fetch a file until then, without being a user.
 *
 * @param url whole, with the server's name
 * @param thumbnailUrl of the small picture of it; empty for what is no picture
 */
public record FileLink(String url, Optional<String> thumbnailUrl, Instant until) {}
