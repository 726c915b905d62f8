package dev.kith.client;

import java.time.Instant;

/** The server's word that it has the message and will not lose it. */
public record SentMessage(long id, Instant acceptedAt) {}
