package dev.kith.client;

/**
 * A device that was just signed in. The client that confirmed the code uses the tokens already.
 *
 * @param created whether the number was nobody's before
 */
public record SignIn(long uid, String device, boolean created, Tokens tokens) {}
