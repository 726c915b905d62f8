package dev.kith.client;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * What another user is doing right now.
 *
 * @param kind such as {@code typing} or {@code typing-stopped}; for the app
 * @param data for the app, read-only
 */
public record Activity(String from, String kind, ByteBuffer data, Instant at) {}
