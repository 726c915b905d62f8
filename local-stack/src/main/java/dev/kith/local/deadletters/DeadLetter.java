package dev.kith.local.deadletters;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// A record that was put aside, as it lies in the dead-letter topic.
///
/// @param topic where it came from
record DeadLetter(String topic, ConsumerRecord<byte[], byte[]> record) {
    private static final String PREFIX = "dead-letter-";

    /// Partition and offset in the dead-letter topic: names it for good.
    String id() {
        return record.partition() + "-" + record.offset();
    }

    /// When it was put aside.
    Instant at() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    /// Whom it is about: every key begins with a uid.
    OptionalLong uid() {
        return record.key() == null || record.key().length < Long.BYTES
                ? OptionalLong.empty()
                : OptionalLong.of(ByteBuffer.wrap(record.key()).getLong());
    }

    String reason() {
        return header("reason").orElse("no reason given");
    }

    /// The partition that it was read from.
    OptionalInt partition() {
        return header("partition").map(Integer::parseInt).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    /// Its offset there; -1 where that was not noted.
    long offset() {
        return header("offset").map(Long::parseLong).orElse(-1L);
    }

    /// The headers that it had before it was put aside.
    Headers originalHeaders() {
        var headers = new RecordHeaders();
        for (Header header : record.headers()) {
            if (!header.key().startsWith(PREFIX)) {
                headers.add(header);
            }
        }
        return headers;
    }

    private Optional<String> header(String name) {
        return Optional.ofNullable(record.headers().lastHeader(PREFIX + name))
                .map(header -> new String(header.value(), StandardCharsets.UTF_8));
    }
}
