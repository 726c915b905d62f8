package dev.kith.client;

/** On one of the user's devices, a stranger who had asked was let in, or not. */
public record RequestAnswer(String address, boolean accepted) {}
