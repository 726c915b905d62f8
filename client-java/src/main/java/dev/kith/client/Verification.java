package dev.kith.client;

/** A one-time code is on its way to a number; confirmed by {@link Kith#confirmCode}. */
public record Verification(String id) {}
