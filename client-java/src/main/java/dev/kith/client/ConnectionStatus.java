package dev.kith.client;

/** How the client stands to the server. */
public enum ConnectionStatus {
    /** Connected, greeted, up to date or catching up. */
    ONLINE,
    /** Not connected; the next attempt comes by itself. */
    OFFLINE,
    /** An attempt is under way. */
    CONNECTING,
    /** This device was signed out; sign in anew. */
    SIGNED_OUT,
    /** The token is not accepted and could not be refreshed; give a new one and start. */
    AUTH_FAILED,
    /** Not started, or stopped by the app. */
    STOPPED,
    /** The device has no network; attempts resume when {@link Kith#setNetworkAvailable} says so. */
    NO_NETWORK,
    /** Another connection of the same device took over; {@link Kith#start()} takes it back. */
    SUSPENDED
}
