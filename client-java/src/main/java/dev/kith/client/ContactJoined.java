package dev.kith.client;

import java.time.Instant;

/** Someone from the user's book can be reached from now on. Told once for each person. */
public record ContactJoined(String address, long uid, Instant at) {}
