package dev.kith.bench.client;

import dev.kith.bench.outcome.BenchFailure;
import dev.kith.bench.outcome.ExitCode;
import dev.kith.bench.stack.Tenant.Member;
import dev.kith.client.Kith;
import dev.kith.client.KithListener;
import dev.kith.client.Message;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A device that begins with nothing, and comes back when it has all.
///
/// @param firstSyncMillis from the start until every message was stored and told and the phone book was matched
/// @param resumedMillis from the start of the device that comes back until it is online
/// @param heapMib what is in use when the device is idle, this program included
/// @param told how many messages; each once
record NewDevice(double firstSyncMillis, double resumedMillis, double heapMib, long told) {
    private static final long PATIENCE_SECONDS = 120;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MIB = 1 << 20;

    static NewDevice measure(URI gateway, Member owner, Path directory, int messages, List<String> book)
            throws IOException, InterruptedException {
        var all = new CountDownLatch(messages);
        long began = System.nanoTime();
        double first;
        double heap;
        try (var kith = device(gateway, owner, directory)) {
            kith.addListener(new KithListener() {
                @Override
                public void onMessage(Message message) {
                    all.countDown();
                }
            });
            OnDevice.await(kith.start());
            OnDevice.await(kith.contactSynchronizer().sync(book));
            if (!all.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new BenchFailure(ExitCode.INCOMPLETE, all.getCount() + " messages did not come.");
            }
            first = millisSince(began);
            heap = usedHeap();
        }
        var again = new CountDownLatch(1);
        try (var kith = device(gateway, owner, directory)) {
            kith.addListener(new KithListener() {
                @Override
                public void onMessage(Message message) {
                    again.countDown();
                }
            });
            long back = System.nanoTime();
            OnDevice.await(kith.start());
            double resumed = millisSince(back);
            boolean doubled = again.await(1, TimeUnit.SECONDS);
            return new NewDevice(first, resumed, heap, doubled ? messages + 1L : messages - all.getCount());
        }
    }

    private static Kith device(URI gateway, Member owner, Path directory) throws IOException {
        var kith = new Kith();
        kith.setServer(gateway.toString());
        kith.setAccessToken(owner.token());
        kith.setPath(directory);
        return kith;
    }

    private static double usedHeap() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / MIB;
    }

    private static double millisSince(long began) {
        return (System.nanoTime() - began) / NANOS_PER_MILLI;
    }
}
