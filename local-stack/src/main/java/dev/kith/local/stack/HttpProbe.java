package dev.kith.local.stack;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Asks a part's health over HTTP.
public final class HttpProbe {
    private static final int LIMIT_MS = 2_000;
    private static final Pattern CHECK_DOWN =
            Pattern.compile("\"name\"\\s*:\\s*\"([^\"]+)\"\\s*,\\s*\"status\"\\s*:\\s*\"DOWN\"");

    private HttpProbe() {}

    /// Ready when it answers 200 and the process with this pid is the one that listens.
    public static Readiness ask(String url, int port, long pid) {
        try {
            var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(LIMIT_MS);
            connection.setReadTimeout(LIMIT_MS);
            int status = connection.getResponseCode();
            if (PortOwner.isOtherThan(pid, port)) {
                return new Readiness.Foreign(PortOwner.describe(port));
            }
            return status == 200 ? Readiness.ready() : new Readiness.NotYet(why(status, connection.getErrorStream()));
        } catch (IOException e) {
            return Readiness.notYet(e);
        }
    }

    private static String why(int status, @org.jspecify.annotations.Nullable InputStream body) throws IOException {
        String text = body == null ? "" : new String(body.readNBytes(16 << 10), StandardCharsets.UTF_8);
        List<String> down = new ArrayList<>();
        CHECK_DOWN.matcher(text).results().forEach(r -> down.add(r.group(1)));
        return down.isEmpty() ? "answers with status " + status : "not ready: " + String.join(", ", down);
    }
}
