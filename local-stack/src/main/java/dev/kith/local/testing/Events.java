package dev.kith.local.testing;

import dev.kith.contracts.Topic;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/// Events as a test puts them into a topic and finds them there: keys and values as bytes.
public final class Events {
    private final String bootstrap;

    public Events(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /// The key of an event about this user: 8 bytes, big-endian.
    public static byte[] key(long uid) {
        return ByteBuffer.allocate(Long.BYTES).putLong(uid).array();
    }

    /// The key of an event about what the owner grants the peer: 16 bytes.
    public static byte[] key(long owner, long peer) {
        return ByteBuffer.allocate(2 * Long.BYTES).putLong(owner).putLong(peer).array();
    }

    /// Puts a record into the topic, in the partition of the leading uid as the services do, and returns when it is
    /// stored. A `null` value is a tombstone.
    public RecordMetadata produce(Topic topic, byte[] key, byte @Nullable [] value, Map<String, String> headers) {
        return produce(topic.topicName(), key, value, headers);
    }

    /// As above, into a topic of any name.
    public RecordMetadata produce(String topic, byte[] key, byte @Nullable [] value, Map<String, String> headers) {
        try (var producer = producer()) {
            int partition = partition(key, producer.partitionsFor(topic).size());
            var event = new ProducerRecord<>(topic, partition, key, value);
            headers.forEach(
                    (name, text) -> event.headers().add(name, text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            return producer.send(event).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Puts a record for each of these users into the topic, in their order, and returns when all are stored.
    public void produceAll(Topic topic, Map<Long, byte[]> valueByUid) {
        try (var producer = producer()) {
            int partitions = producer.partitionsFor(topic.topicName()).size();
            var sent = new ArrayList<Future<RecordMetadata>>();
            valueByUid.forEach((uid, value) -> {
                var key = key(uid);
                sent.add(
                        producer.send(new ProducerRecord<>(topic.topicName(), partition(key, partitions), key, value)));
            });
            for (var one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// All records of the topic, in the order of each partition.
    public List<ConsumerRecord<byte[], byte[]>> all(Topic topic) {
        return all(topic.topicName());
    }

    public List<ConsumerRecord<byte[], byte[]>> all(String topic) {
        var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = consumer()) {
            var partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
            }
        }
        return found;
    }

    /// The first record of the topic for which this holds, also of those written before; waits for it.
    ///
    /// @throws AssertionError when none comes within the limit
    public ConsumerRecord<byte[], byte[]> await(
            Topic topic, Predicate<ConsumerRecord<byte[], byte[]>> wanted, Duration limit) {
        Instant deadline = Instant.now().plus(limit);
        int seen = 0;
        try (var consumer = consumer()) {
            var partitions = partitions(consumer, topic.topicName());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (Instant.now().isBefore(deadline)) {
                for (var event : consumer.poll(Duration.ofMillis(100))) {
                    seen++;
                    if (wanted.test(event)) {
                        return event;
                    }
                }
            }
        }
        throw new AssertionError("none of the " + seen + " records of " + topic.topicName() + " is the wanted one");
    }

    /// The partitions of a topic.
    public List<TopicPartition> partitions(String topic) {
        try (var consumer = consumer()) {
            return partitions(consumer, topic);
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        var settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private KafkaProducer<byte[], byte[]> producer() {
        var settings = new Properties();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(p -> new TopicPartition(topic, p.partition()))
                .toList();
    }

    private static int partition(byte[] key, int partitions) {
        // As the services' own partitioner chooses, which this module, being used in their tests, cannot use.
        return Utils.toPositive(Utils.murmur2(Arrays.copyOf(key, Long.BYTES))) % partitions;
    }
}
