package dev.kith.client.rest;

import java.util.Locale;
import java.util.Set;
import okhttp3.HttpUrl;

/** Where the gateway is. TLS everywhere but on loopback, unless the app has switched it off. */
public record ServerAddress(String given, boolean secure) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

    /**
     * The base of every call.
     *
     * @throws IllegalStateException for what is no http address, or one that would send tokens in the clear
     */
    public HttpUrl url() {
        var text = given.contains("://") ? given : "http://" + given;
        var url = HttpUrl.parse(text.replaceFirst("(?i)^ws", "http"));
        if (url == null) {
            throw new IllegalStateException("'" + given + "' is no server address; give one like https://chat.example");
        }
        if (url.isHttps() || !secure || isLoopback(url)) {
            return url;
        }
        if (given.contains("://")) {
            throw new IllegalStateException(
                    "'" + given
                            + "' would send everything in the clear: use https, or setSecureConnection(false) if that is wanted");
        }
        return HttpUrl.get("https://" + given);
    }

    /** Throws as {@link #url()} does. */
    public void requireValid() {
        if (url().host().isEmpty()) {
            throw new IllegalStateException("'" + given + "' names no host");
        }
    }

    private static boolean isLoopback(HttpUrl url) {
        var host = url.host().toLowerCase(Locale.ROOT);
        return LOOPBACK.contains(host) || host.startsWith("127.");
    }
}
