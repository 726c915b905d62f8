package dev.kith.client;

/** How frames cross the socket. What they say is the same, and so is all that the client promises. */
public enum SocketFormat {
    /** Small and quick. */
    BINARY,
    /** Text, for people who want to read along and for networks that let nothing else pass. */
    JSON
}
