package dev.kith.client;

import java.time.Instant;

/**
 * A file of the user's at the server.
 *
 * @param size in bytes, of what is given out
 * @param type found in the bytes by the server
 * @param picture whether there is a small one of it
 */
public record OwnFile(String id, String name, long size, String type, boolean picture, Instant createdAt) {}
