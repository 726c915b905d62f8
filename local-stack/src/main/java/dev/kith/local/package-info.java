/// The local stack: PostgreSQL, Kafka, Redis, the gateway and the services on one machine.
@NullMarked
package dev.kith.local;

import org.jspecify.annotations.NullMarked;
