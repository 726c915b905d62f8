package dev.kith.client.people;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** For as long as the process lives. */
public final class MemoryBook implements KeptBook {
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private @Nullable Long version;

    @Override
    public List<Entry> all() {
        return List.copyOf(entries.values());
    }

    @Override
    public void put(Entry entry) {
        entries.put(entry.number(), entry);
    }

    @Override
    public void remove(String number) {
        entries.remove(number);
    }

    @Override
    public List<Entry> of(String address) {
        return entries.values().stream()
                .filter(entry -> address.equals(entry.address()))
                .toList();
    }

    @Override
    public List<Entry> unmatched(String lastDigits) {
        return entries.values().stream()
                .filter(entry -> entry.address() == null && entry.number().endsWith(lastDigits))
                .toList();
    }

    @Override
    public Optional<Long> version() {
        return Optional.ofNullable(version);
    }

    @Override
    public void version(long newVersion) {
        version = newVersion;
    }

    @Override
    public void startOver() {
        version = null;
        entries.replaceAll((number, entry) -> new Entry(number, entry.written(), entry.name(), null, entry.address()));
    }

    @Override
    public void together(Runnable work) {
        work.run();
    }

    @Override
    public void clear() {
        entries.clear();
        version = null;
    }
}
