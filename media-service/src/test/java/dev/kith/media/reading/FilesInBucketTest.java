package dev.kith.media.reading;

import dev.kith.media.storage.InBucket;
import dev.kith.media.storage.S3Server;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/// All that holds of files whose contents are in the folder.
@QuarkusTest
@TestProfile(InBucket.class)
class FilesInBucketTest extends FilesResourceTest {
    S3Server server;

    @Override
    boolean isKept(String id) {
        return server.has(id);
    }
}
