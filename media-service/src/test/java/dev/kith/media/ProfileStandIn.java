package dev.kith.media;

import com.sun.net.httpserver.HttpExchange;
import dev.kith.local.testing.StandIn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.ConfigProvider;

/// What profile-service says of pictures, as a server of its own: somebody sees those that a test showed them. It is
/// told by calls too, as tests live in another class loader.
public class ProfileStandIn extends StandIn {
    private static final int SEEN = 204;
    private static final int BROKEN = 500;
    private static final int HIDDEN = 404;

    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    /// From now on the viewer sees this picture in the profile of its owner.
    public static void show(Client viewer, Client owner, String file) throws Exception {
        tell(viewer, owner, file, SEEN);
    }

    public static void hide(Client viewer, Client owner, String file) throws Exception {
        tell(viewer, owner, file, HIDDEN);
    }

    /// The viewer's questions about this picture break from now on.
    public static void breakFor(Client viewer, Client owner, String file) throws Exception {
        tell(viewer, owner, file, BROKEN);
    }

    public ProfileStandIn() {
        super("KITH_PROFILE_URL", "/internal/v1/pictures");
    }

    @Override
    protected void answer(HttpExchange exchange) throws IOException {
        var question = exchange.getRequestHeaders().getFirst("Authorization")
                + exchange.getRequestURI().getPath();
        if (exchange.getRequestMethod().equals("PUT")) {
            answers.put(
                    question,
                    Integer.valueOf(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII)));
        }
        exchange.sendResponseHeaders(answers.getOrDefault(question, HIDDEN), -1);
        exchange.close();
    }

    private static void tell(Client viewer, Client owner, String file, int answer) throws Exception {
        var url = ConfigProvider.getConfig().getValue("kith.profiles.url", String.class);
        try (var http = HttpClient.newHttpClient()) {
            http.send(
                    HttpRequest.newBuilder(URI.create(url + "/internal/v1/pictures/" + owner.uid() + "/" + file))
                            .header("Authorization", "Bearer " + viewer.token())
                            .PUT(BodyPublishers.ofString(Integer.toString(answer)))
                            .build(),
                    BodyHandlers.discarding());
        }
    }
}
