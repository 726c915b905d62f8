package dev.kith.messaging.testing;

import dev.kith.local.testing.StackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A test of the running service on real PostgreSQL, Kafka and Redis. All of them share one boot.
@QuarkusTest
@QuarkusTestResource(StackResource.class)
@QuarkusTestResource(ContactSyncServer.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface SocketTest {}
