package dev.kith.kit.caller;

/// What a token allows; the `scope` claim holds them, and every endpoint names the one it wants.
public final class Scopes {
    /// A user's device.
    public static final String USER = "user";

    /// Change the app's settings.
    public static final String APPS_WRITE = "apps:write";

    /// Create, find and erase users.
    public static final String USERS_WRITE = "users:write";

    /// Give tokens to users whom the app authenticated itself.
    public static final String USERS_TOKEN = "users:token";

    /// Pair users, and restrict with whom they may have to do.
    public static final String RELATIONSHIPS_WRITE = "relationships:write";

    /// Send messages in the name of the app's users.
    public static final String MESSAGES_SEND = "messages:send";

    /// See and end what is held about one proven address that has no account.
    public static final String TRACES = "traces";

    private Scopes() {}
}
