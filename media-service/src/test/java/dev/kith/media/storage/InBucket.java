package dev.kith.media.storage;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;

/// The service with its contents in a bucket.
public final class InBucket implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(S3Server.class));
    }
}
