package dev.kith.local.deadletters;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/// The dead letters of one topic.
///
/// A letter that is replayed goes back to its topic and partition with its key and headers, and a mark that names it
/// goes to the dead-letter topic, both in one transaction: replayed once, whatever is killed when, and whoever else
/// replays at the same time.
final class DeadLetterTopic {
    private static final String MARK = "kith-replayed";
    private static final Duration POLL = Duration.ofMillis(200);

    private final String bootstrap;
    private final String topic;
    private final boolean compacted;

    /// @param compacted whether the topic keeps the newest record of each key for good
    DeadLetterTopic(String bootstrap, String topic, boolean compacted) {
        this.bootstrap = bootstrap;
        this.topic = topic;
        this.compacted = compacted;
    }

    /// Those that were not replayed, in the order of partitions and offsets.
    List<DeadLetter> waiting() {
        var letters = new ArrayList<DeadLetter>();
        var replayed = new HashSet<String>();
        for (var record : all(topic + ".dead")) {
            var mark = record.headers().lastHeader(MARK);
            if (mark == null) {
                letters.add(new DeadLetter(topic, record));
            } else {
                replayed.add(new String(mark.value(), StandardCharsets.UTF_8));
            }
        }
        letters.removeIf(letter -> replayed.contains(letter.id()));
        return letters;
    }

    /// What became of a replay.
    ///
    /// @param superseded left alone, since a compacted topic has a newer record of the same key
    record Outcome(List<DeadLetter> replayed, List<DeadLetter> superseded) {}

    /// Brings letters back.
    ///
    /// @param ids which; empty: all
    /// @param force also those that a newer record has superseded
    Outcome replay(Set<String> ids, boolean force) {
        var settings = new Properties();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "kith-dead-letters-" + topic);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            // Ends what another replay of this topic has begun; read after that, the marks are complete.
            producer.initTransactions();
            var wanted = waiting().stream()
                    .filter(letter -> ids.isEmpty() || ids.contains(letter.id()))
                    .toList();
            var superseded = force || !compacted ? List.<DeadLetter>of() : superseded(wanted);
            var replayed = wanted.stream()
                    .filter(letter -> !superseded.contains(letter))
                    .toList();
            if (!replayed.isEmpty()) {
                send(producer, replayed);
            }
            return new Outcome(replayed, superseded);
        }
    }

    private void send(KafkaProducer<byte[], byte[]> producer, List<DeadLetter> letters) {
        int partitions = producer.partitionsFor(topic).size();
        producer.beginTransaction();
        for (var letter : letters) {
            var record = letter.record();
            // A send that fails makes the commit fail.
            var unusedReturn = producer.send(new ProducerRecord<>(
                    topic, partition(letter, partitions), record.key(), record.value(), letter.originalHeaders()));
            var mark = new ProducerRecord<byte[], byte[]>(topic + ".dead", record.partition(), record.key(), null);
            mark.headers().add(MARK, letter.id().getBytes(StandardCharsets.UTF_8));
            var unusedMark = producer.send(mark);
        }
        producer.commitTransaction();
    }

    /// Where it came from, else where the services would put its key.
    private static int partition(DeadLetter letter, int partitions) {
        byte[] key =
                letter.record().key() == null ? new byte[0] : letter.record().key();
        int byKey = Utils.toPositive(Utils.murmur2(Arrays.copyOf(key, Long.BYTES))) % partitions;
        int from = letter.partition().orElse(byKey);
        return from < partitions ? from : byKey;
    }

    private List<DeadLetter> superseded(List<DeadLetter> letters) {
        var newest = newestOffsets(letters);
        return letters.stream()
                .filter(letter -> letter.record().key() != null)
                .filter(letter -> newest.getOrDefault(new Key(letter.record().key()), -1L) > letter.offset())
                .toList();
    }

    /// A key that can be compared.
    private record Key(String bytes) {
        Key(byte[] key) {
            this(new String(key, StandardCharsets.ISO_8859_1));
        }
    }

    private Map<Key, Long> newestOffsets(List<DeadLetter> letters) {
        var keys = new HashSet<Key>();
        letters.stream()
                .filter(letter -> letter.record().key() != null)
                .forEach(letter -> keys.add(new Key(letter.record().key())));
        var newest = new HashMap<Key, Long>();
        if (!keys.isEmpty()) {
            for (var record : all(topic)) {
                var key = record.key() == null ? new Key("") : new Key(record.key());
                if (keys.contains(key)) {
                    newest.merge(key, record.offset(), Math::max);
                }
            }
        }
        return newest;
    }

    private Collection<ConsumerRecord<byte[], byte[]>> all(String name) {
        var settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(name).stream()
                    .map(partition -> new TopicPartition(name, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(POLL).forEach(found::add);
            }
        }
        return found;
    }
}
