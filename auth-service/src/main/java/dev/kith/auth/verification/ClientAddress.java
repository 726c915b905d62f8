package dev.kith.auth.verification;

import io.vertx.core.http.HttpServerRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whose network a request comes from, as far as limits are concerned.
public final class ClientAddress {
    private static final int PREFIX_BYTES = 8;

    private ClientAddress() {}

    /// The last address of `X-Forwarded-For`, because that is the one our gateway wrote; what stands before it
    /// the client may have made up. Without the header, the peer itself. Of IPv6 the /64, which is what one
    /// client has.
    ///
    /// Only the gateway reaches this service; in the cluster a network policy sees to that.
    /// Of a request, see below.
    public static String of(HttpServerRequest request) {
        return of(
                request.headers().getAll("X-Forwarded-For"),
                request.remoteAddress().hostAddress());
    }

    static String of(@Nullable List<String> forwarded, String peer) {
        if (forwarded == null || forwarded.isEmpty()) {
            return network(peer);
        }
        var hops = forwarded.getLast();
        return network(hops.substring(hops.lastIndexOf(',') + 1).strip());
    }

    private static String network(String address) {
        try {
            var parsed = InetAddress.ofLiteral(address);
            if (parsed instanceof Inet6Address) {
                return Arrays.toString(Arrays.copyOf(parsed.getAddress(), PREFIX_BYTES));
            }
            return parsed.getHostAddress();
        } catch (IllegalArgumentException noAddress) {
            return "unknown"; // all who hide behind such a proxy share one limit
        }
    }
}
