package dev.kith.client;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.text.CollationKey;
import java.text.Collator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Everybody who is known on this device: whose profile was shown here, who stands in the synced phone book, and of whom the user
 * said something. With {@link Kith#setPath} all of it is there after a restart and without a connection.
 *
 * <pre>{@code
 * kith.registry().set("+442079460123", LocalProfile.EMPTY.withName("Mum"));
 * kith.registry().sorted().forEach(profile -> System.out.println(profile.displayName()));
 * }</pre>
 *
 * <p>What is read is given at once; the first reading of a process waits for the disk. Thread-safe.
 */
public final class Registry {
    private final Core core;
    private final Profiles profiles;
    private final Listeners listeners;

    Registry(Core core, Profiles profiles, Listeners listeners) {
        this.core = core;
        this.profiles = profiles;
        this.listeners = listeners;
    }

    /** Everybody, in no order. */
    public List<Profile> all() {
        core.settle();
        return List.copyOf(profiles.people().all());
    }

    /** Everybody, by {@link Profile#displayName} as the user's language orders names. */
    public List<Profile> sorted() {
        return sorted(Locale.getDefault());
    }

    /** The same in another language. */
    public List<Profile> sorted(Locale language) {
        var collator = Collator.getInstance(language);
        collator.setDecomposition(Collator.CANONICAL_DECOMPOSITION);
        var sorted = new ArrayList<Sorted>();
        all().forEach(profile -> sorted.add(new Sorted(profile, collator.getCollationKey(profile.displayName()))));
        sorted.sort(Comparator.comparing(Sorted::key).thenComparing(one -> one.profile.address()));
        return sorted.stream().map(Sorted::profile).toList();
    }

    private record Sorted(Profile profile, CollationKey key) {}

    /** With whom there was a message last, the last one first; groups are left out. */
    public CompletableFuture<List<Profile>> recent(int limit) {
        return core.answered(core.local()
                .read(archive -> archive.recentPeers(limit))
                .thenApply(peers ->
                        peers.orElse(List.of()).stream().map(profiles::local).toList()));
    }

    /**
     * The user says this of a person from now on; {@code onProfileUpdated} tells it. Done when this device will not forget it. It
     * is never sent anywhere.
     */
    @CanIgnoreReturnValue
    public CompletableFuture<Void> set(String address, LocalProfile saying) {
        return say(address, saying.equals(LocalProfile.EMPTY) ? null : saying);
    }

    /** The same of a group; {@code onGroupProfileUpdated} tells it. */
    @CanIgnoreReturnValue
    public CompletableFuture<Void> set(long group, LocalProfile saying) {
        return say(group, saying.equals(LocalProfile.EMPTY) ? null : saying);
    }

    /** The user says nothing of this person any more. What they show themselves stays. */
    @CanIgnoreReturnValue
    public CompletableFuture<Void> remove(String address) {
        return say(address, null);
    }

    /** The same of a group. */
    @CanIgnoreReturnValue
    public CompletableFuture<Void> remove(long group) {
        return say(group, null);
    }

    private CompletableFuture<Void> say(String address, @Nullable LocalProfile saying) {
        return core.keep(() -> {
            profiles.people().say(People.Key.of(address), saying);
            profiles.tell(profiles.local(address));
        });
    }

    private CompletableFuture<Void> say(long group, @Nullable LocalProfile saying) {
        return core.keep(() -> {
            profiles.people().say(People.Key.of(group), saying);
            var now = profiles.people().group(group);
            listeners.tell(listener -> listener.onGroupProfileUpdated(now));
        });
    }

    /**
     * Whether people are called as the user's phone book calls them, rather than as they call themselves; on at first. Of
     * this process; it changes what is read from now on.
     */
    public void preferPhoneBook(boolean on) {
        profiles.people().bookFirst(on);
    }
}
