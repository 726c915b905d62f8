package dev.kith.messaging.writer;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import dev.kith.messaging.writer.LogRun.Logged;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

/// Reads what was polled, and puts aside what is no use.
final class RunReader<R extends MessageLite> {
    private final LogWork<R, ?> work;
    private final PoisonedRecords poisoned;

    RunReader(LogWork<R, ?> work, PoisonedRecords poisoned) {
        this.work = work;
        this.poisoned = poisoned;
    }

    /// A record that cannot be read is put aside.
    List<LogRun<R>> read(ConsumerRecords<byte[], byte[]> polled) throws InterruptedException {
        var runs = new ArrayList<LogRun<R>>();
        for (var partition : polled.partitions()) {
            var records = polled.records(partition);
            var readable = new ArrayList<Logged<R>>(records.size());
            for (var record : records) {
                try {
                    readable.add(new Logged<>(record.offset(), work.parser().parseFrom(orEmpty(record.value()))));
                } catch (InvalidProtocolBufferException unreadable) {
                    putAside(record);
                }
            }
            runs.add(new LogRun<>(partition.partition(), records.getLast().offset() + 1, readable));
        }
        return runs;
    }

    /// How many of the first records make a transaction of their own.
    int portion(List<LogRun<R>> runs) {
        int weight = 0;
        int count = 0;
        for (var record : LogRun.records(runs)) {
            weight += work.weight(record);
            if (weight > work.most() && count > 0) {
                break;
            }
            count++;
        }
        return count;
    }

    /// Puts aside the one record of these runs that cannot be stored. The runs without it.
    List<LogRun<R>> putAside(List<LogRun<R>> runs, SQLException refused) throws InterruptedException {
        var without = new ArrayList<LogRun<R>>();
        for (var run : runs) {
            for (var logged : run.records()) {
                poisoned.putAside(
                        work.topic(),
                        run.partition(),
                        logged.offset(),
                        work.key(logged.record()),
                        logged.record().toByteArray(),
                        "the store refused it: " + refused.getSQLState());
            }
            without.add(LogRun.none(run.partition(), run.next()));
        }
        return without;
    }

    private void putAside(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        poisoned.putAside(
                work.topic(),
                record.partition(),
                record.offset(),
                orEmpty(record.key()),
                orEmpty(record.value()),
                "it is no record of " + work.topic().topicName());
    }

    private static byte[] orEmpty(byte @Nullable [] bytes) {
        return bytes == null ? new byte[0] : bytes;
    }
}
