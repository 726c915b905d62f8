package dev.kith.presence.state;

import dev.kith.contracts.Topic;
import dev.kith.kit.event.Event;
import dev.kith.kit.event.LeadingUidPartitioner;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/// Which users are this node's to look after: those whose `session.changed` it consumes. So a user is looked at by
/// one node at a time, which also hears of them; while partitions move it may be two, or none for some seconds, and
/// both do no harm.
@ApplicationScoped
class Share {
    private static final String TOPIC = Topic.SESSION_CHANGED.topicName();

    private final KafkaClientService kafka;

    Share(KafkaClientService kafka) {
        this.kafka = kafka;
    }

    /// Tells the uids of this node as of now.
    Uni<LongPredicate> mine() {
        return kafka.<byte[], byte[]>getConsumer(TOPIC).runOnPollingThread(consumer -> {
            int partitions = consumer.partitionsFor(TOPIC).size();
            Set<Integer> assigned = consumer.assignment().stream()
                    .map(TopicPartition::partition)
                    .collect(Collectors.toUnmodifiableSet());
            return predicate(partitions, assigned);
        });
    }

    static LongPredicate predicate(int partitions, Set<Integer> assigned) {
        return uid -> assigned.contains(LeadingUidPartitioner.partitionOf(Event.key(uid), partitions));
    }
}
