package dev.kith.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.kith.client.rest.Call;
import dev.kith.client.rest.Credentials;
import dev.kith.client.rest.Gateway;
import dev.kith.client.rest.Json;
import dev.kith.client.socket.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Whose presence is on the screen: a lease at the server, renewed well before it ends and after every reconnect. */
final class PresenceWatch {
    private static final Logger LOG = Logger.getLogger(PresenceWatch.class.getName());

    /** Half of the server's lease of 120 s, so that one lost renewal does no harm. */
    private static final Duration RENEW_EVERY = Duration.ofSeconds(60);

    private final Gateway gateway;
    private final Credentials credentials;
    private final Listeners listeners;
    private final Loop loop;
    private List<String> watched = List.of();
    private Loop.Timer renewal = () -> {};

    PresenceWatch(Gateway gateway, Credentials credentials, Listeners listeners, Loop loop) {
        this.gateway = gateway;
        this.credentials = credentials;
        this.listeners = listeners;
        this.loop = loop;
    }

    /** These and no others. The answer, how they are now, comes to the listeners too. */
    CompletableFuture<WatchedPresence> watch(Collection<String> addresses) {
        var wanted = List.copyOf(addresses);
        loop.execute(() -> {
            watched = wanted;
            renewLater();
        });
        return ask(wanted);
    }

    /** On the loop: after a reconnect, what was missed comes with the answer. */
    void online() {
        if (!watched.isEmpty()) {
            renew();
        }
    }

    /** On the loop. */
    void offline() {
        renewal.cancel();
    }

    /** On the loop. */
    void clear() {
        renewal.cancel();
        watched = List.of();
    }

    private void renewLater() {
        renewal.cancel();
        if (!watched.isEmpty()) {
            renewal = loop.after(RENEW_EVERY, this::renew);
        }
    }

    private void renew() {
        var unused = ask(watched).whenComplete((now, failure) -> {
            if (failure != null) {
                LOG.log(Level.FINE, "watch not renewed", failure);
            }
        });
        renewLater();
    }

    private CompletableFuture<WatchedPresence> ask(List<String> addresses) {
        var body = new JsonObject();
        body.add("addresses", Json.strings(addresses));
        return gateway.signed(Call.put(body, "v1", "presence", "watch"), credentials)
                .thenApply(answer -> {
                    var now = new ArrayList<Presence>();
                    var unreachable = new ArrayList<String>();
                    for (var one : Json.objects(Json.object(answer), "presence")) {
                        if (Json.optional(one, "code").isPresent()) {
                            unreachable.add(Json.text(one, "address"));
                        } else {
                            now.add(presence(one));
                        }
                    }
                    now.forEach(presence -> listeners.tell(listener -> listener.onPresence(presence)));
                    return new WatchedPresence(now, unreachable);
                });
    }

    private static Presence presence(JsonObject one) {
        return new Presence(
                Json.text(one, "address"),
                Json.optional(one, "online").map(JsonElement::getAsBoolean).orElse(null),
                Json.instant(one, "lastSeenAt"));
    }
}
