package dev.kith.client.blocking;

import dev.kith.client.LocalProfile;
import dev.kith.client.Profile;
import dev.kith.client.Registry;
import java.util.List;

/** {@link Registry}, of a thread that waits. What is not here is given at once there. */
public final class BlockingRegistry {
    private final Registry registry;
    private final Waiting waiting;

    BlockingRegistry(Registry registry, Waiting waiting) {
        this.registry = registry;
        this.waiting = waiting;
    }

    /** As {@link Registry#recent(int)}. */
    public List<Profile> recent(int limit) {
        return waiting.answer(registry.recent(limit));
    }

    /** As {@link Registry#set(String, LocalProfile)}. */
    public void set(String address, LocalProfile saying) {
        waiting.answer(registry.set(address, saying));
    }

    /** As {@link Registry#set(long, LocalProfile)}. */
    public void set(long group, LocalProfile saying) {
        waiting.answer(registry.set(group, saying));
    }

    /** As {@link Registry#remove(String)}. */
    public void remove(String address) {
        waiting.answer(registry.remove(address));
    }

    /** As {@link Registry#remove(long)}. */
    public void remove(long group) {
        waiting.answer(registry.remove(group));
    }
}
