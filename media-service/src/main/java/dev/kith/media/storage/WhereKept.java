package dev.kith.media.storage;

import dev.kith.media.MediaConfiguration;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Chooses where contents are kept: in a bucket if one is configured, else in the folder. Half a configuration ends the
/// start.
@ApplicationScoped
class WhereKept {
    private final MediaConfiguration configuration;
    private final Folder folder;
    private final Vertx vertx;

    WhereKept(MediaConfiguration configuration, Folder folder, Vertx vertx) {
        this.configuration = configuration;
        this.folder = folder;
        this.vertx = vertx;
    }

    void check(@Observes StartupEvent started) {
        BucketSettings.of(configuration.s3());
    }

    @Produces
    @Singleton
    Kept kept() {
        return BucketSettings.of(configuration.s3())
                .<Kept>map(KeptInBucket::new)
                .orElseGet(() -> new KeptOnDisk(vertx, folder));
    }

    void close(@Disposes Kept kept) {
        if (kept instanceof KeptInBucket bucket) {
            bucket.close();
        }
    }
}
