package dev.kith.media;

import dev.kith.local.testing.StackResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;

/// A test of the whole service on real PostgreSQL and Kafka, and a folder of its own.
@WithTestResource(value = StackResource.class, initArgs = @ResourceArg(name = "service", value = "media"))
@WithTestResource(ProfileStandIn.class)
public abstract class OnTheStack {
    @TestHTTPResource
    protected URI root;

    protected Client client;

    @BeforeEach
    void aNewUser() {
        client = Client.newUser(root);
    }
}
