/// One Kafka node, broker and controller in one process, with the topics of the contracts.
@NullMarked
package dev.kith.local.kafka;

import org.jspecify.annotations.NullMarked;
