package dev.kith.bench.sockets;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// When each of many devices comes back after all have lost their sockets at once: anywhere in a while, as the SDKs
/// do it. Pure.
///
/// @param offsets in milliseconds, one for each device
record Storm(List<Long> offsets) {
    static Storm of(int devices, long overMillis, long seed) {
        var random = new Random(seed);
        return new Storm(Stream.generate(() -> random.nextLong(Math.max(1, overMillis)))
                .limit(devices)
                .toList());
    }
}
