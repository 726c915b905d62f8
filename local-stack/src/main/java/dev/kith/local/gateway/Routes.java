package dev.kith.local.gateway;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which service answers which path. What is not named here is not reachable from outside: neither health and
/// metrics (`/q`) nor the calls between services (`/internal`).
final class Routes {
    private static final List<Route> ALL = List.of(
            new Route("/v1/admin/pairs", Upstream.PROFILE),
            new Route("/v1/admin/users/*/restrictions", Upstream.PROFILE),
            new Route("/v1/admin", Upstream.AUTH),
            new Route("/v1/verifications", Upstream.AUTH),
            new Route("/v1/tokens", Upstream.AUTH),
            new Route("/v1/devices", Upstream.AUTH),
            new Route("/.well-known/jwks.json", Upstream.AUTH),
            // Answered in development only, by auth-service itself.
            new Route("/dev", Upstream.AUTH),
            new Route("/v1/profile", Upstream.PROFILE),
            new Route("/v1/profiles", Upstream.PROFILE),
            new Route("/v1/relationships", Upstream.PROFILE),
            new Route("/v1/contacts", Upstream.CONTACTS),
            new Route("/v1/account/discoverability", Upstream.CONTACTS),
            new Route("/v1/account/automatic-sync", Upstream.PROFILE),
            new Route("/v1/account", Upstream.AUTH),
            new Route("/v1/traces/books", Upstream.CONTACTS),
            new Route("/v1/traces", Upstream.AUTH),
            new Route("/v1/connect", Upstream.MESSAGING),
            new Route("/v1/messages", Upstream.MESSAGING),
            new Route("/v1/requests", Upstream.MESSAGING),
            new Route("/v1/groups/*/profile", Upstream.PROFILE),
            new Route("/v1/groups", Upstream.MESSAGING),
            new Route("/v1/presence", Upstream.PRESENCE),
            new Route("/v1/uploads", Upstream.MEDIA),
            new Route("/v1/files", Upstream.MEDIA));

    private Routes() {}

    /// Paths that begin so go to this service; of two that fit the first is taken. A prefix ends at the end of the
    /// path, `/` or `:`; a `*` in it stands for one segment, whichever it is.
    record Route(Pattern start, Upstream upstream) {
        Route(String prefix, Upstream upstream) {
            this(Pattern.compile(Pattern.quote(prefix).replace("*", "\\E[^/]+\\Q") + "(?=[/:]|$)"), upstream);
        }

        boolean matches(String path) {
            return start.matcher(path).lookingAt();
        }
    }

    static Optional<Upstream> of(String path) {
        return ALL.stream().filter(r -> r.matches(path)).map(Route::upstream).findFirst();
    }
}
