package dev.kith.kit.event;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/// How records that come together are treated, see [Listening#toMany].
record Batch<T>(
        Function<ConsumerRecord<byte[], byte[]>, T> read,
        Function<List<T>, Uni<Void>> apply,
        BiFunction<ConsumerRecord<byte[], byte[]>, Throwable, Uni<Void>> putAside) {

    private record Sound<T>(ConsumerRecord<byte[], byte[]> record, T event) {}

    private record Faulty(ConsumerRecord<byte[], byte[]> record, PoisonedRecord reason) {}

    Uni<Void> take(ConsumerRecords<byte[], byte[]> records) {
        var sound = new ArrayList<Sound<T>>(records.count());
        var faulty = new ArrayList<Faulty>();
        for (var record : records) {
            try {
                sound.add(new Sound<>(record, read.apply(record)));
            } catch (PoisonedRecord poisoned) {
                faulty.add(new Faulty(record, poisoned));
            }
        }
        return each(faulty, one -> putAside.apply(one.record(), one.reason()))
                .flatMap(done -> sound.isEmpty() ? Uni.createFrom().voidItem() : applyTogether(sound));
    }

    private Uni<Void> applyTogether(List<Sound<T>> records) {
        var events = records.stream().map(Sound::event).toList();
        return Listening.patiently(Listening.place(records.getFirst().record()), () -> apply.apply(events))
                .onFailure()
                .recoverWithUni(failure -> records.size() == 1
                        ? putAside.apply(records.getFirst().record(), failure)
                        : each(records, this::applyAlone));
    }

    private Uni<Void> applyAlone(Sound<T> one) {
        return applyTogether(List.of(one));
    }

    private static <E> Uni<Void> each(List<E> items, Function<E, Uni<Void>> act) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(act::apply)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
