package dev.kith.media.storage;

import dev.kith.media.MediaConfiguration;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A bucket of which all is known that is needed to reach it.
///
/// @param endpoint empty for Amazon's own
/// @param credentials empty for those that the AWS SDK finds by itself
record BucketSettings(
        String name,
        Optional<URI> endpoint,
        String region,
        boolean pathStyle,
        Optional<Credentials> credentials,
        int connections,
        Duration timeout) {

    record Credentials(String accessKey, String secretKey) {
        @Override
        public String toString() {
            return "Credentials of " + accessKey;
        }
    }

    /// The bucket of this configuration; empty if contents are kept in the folder.
    ///
    /// @throws IllegalStateException for half a configuration: as if there were none, contents would go elsewhere
    static Optional<BucketSettings> of(MediaConfiguration.Bucket bucket) {
        if (bucket.name().isEmpty()) {
            if (bucket.pathStyle()
                    || Stream.of(bucket.endpoint(), bucket.region(), bucket.accessKey(), bucket.secretKey())
                            .anyMatch(Optional::isPresent)) {
                throw new IllegalStateException(
                        "kith.media.s3 says how a bucket is reached, but not which: set .bucket");
            }
            return Optional.empty();
        }
        if (bucket.accessKey().isPresent() != bucket.secretKey().isPresent()) {
            throw new IllegalStateException("kith.media.s3.access-key and .secret-key are set both or not at all");
        }
        bucket.endpoint().ifPresent(BucketSettings::check);
        return Optional.of(new BucketSettings(
                bucket.name().get(),
                bucket.endpoint(),
                bucket.region()
                        .orElseThrow(() -> new IllegalStateException(
                                "kith.media.s3.region is not set; us-east-1 for servers that have no regions")),
                bucket.pathStyle(),
                bucket.accessKey().flatMap(key -> bucket.secretKey().map(secret -> new Credentials(key, secret))),
                bucket.connections(),
                bucket.timeout()));
    }

    private static void check(URI endpoint) {
        if (endpoint.getHost() == null || !List.of("http", "https").contains(endpoint.getScheme())) {
            throw new IllegalStateException("kith.media.s3.endpoint is an http or https URL: " + endpoint);
        }
    }
}
