package dev.kith.profile;

import dev.kith.local.testing.StackResource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;

/// A test of the whole service on real PostgreSQL, Kafka and Redis, in an app of its own.
@WithTestResource(value = StackResource.class, initArgs = @ResourceArg(name = "service", value = "profile"))
@WithTestResource(ContactSyncStandIn.class)
@WithTestResource(MediaStandIn.class)
public abstract class OnTheStack {
    @Inject
    protected RedisDataSource redis;

    protected Scene scene;

    @BeforeEach
    void setTheScene() {
        scene = new Scene(redis);
    }
}
