package dev.kith.messaging.call;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Which device has answered a call, in Redis as `kith:call:<id>`: the first one, whatever the others' nodes.
///
/// A flushed Redis forgets it, and then a second answer in the same minute passes; the caller has taken the first.
@ApplicationScoped
class Answered {
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Redis redis;

    Answered(Redis redis) {
        this.redis = redis;
    }

    /// Whether this device is the one that has the call from now on.
    Future<Boolean> by(long call, String device) {
        return redis.send(Request.cmd(Command.SET)
                        .arg("kith:call:" + Long.toUnsignedString(call))
                        .arg(device)
                        .arg("NX")
                        .arg("GET")
                        .arg("EX")
                        .arg(KEPT.toSeconds()))
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .map(before -> before == null || before.toString().equals(device));
    }
}
