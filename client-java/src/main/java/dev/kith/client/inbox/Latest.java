package dev.kith.client.inbox;

import java.util.LinkedHashMap;
import java.util.Map;

/** What this process remembers of messages: of so many, and then what it has had longest goes. */
final class Latest {
    private static final int KNOWN = 50_000;

    private Latest() {}

    static <K, V> Map<K, V> map() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > KNOWN;
            }
        };
    }
}
