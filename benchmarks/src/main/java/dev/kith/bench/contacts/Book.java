package dev.kith.bench.contacts;

import dev.kith.bench.world.Population;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/// A phone book as somebody's device would send it, and who of it are users.
///
/// @param canonical numbers in E.164
/// @param written the same numbers, as people write them
/// @param users uid by the index of the entry, for those that are users
record Book(List<String> canonical, List<String> written, Map<Integer, Long> users) {
    static final Book EMPTY = new Book(List.of(), List.of(), Map.of());

    private static final int USERS_PERCENT = 30;

    /// A book of so many distinct entries, 30 % of them users. The same for the same seed.
    static Book of(Population population, int entries, long seed) {
        var random = new Random(seed);
        int users = entries * USERS_PERCENT / 100;
        var chosen = new ArrayList<Entry>(entries);
        for (int user : distinct(users, () -> random.nextInt(population.size()))) {
            chosen.add(new Entry(population.user(user), population.uid(user)));
        }
        for (int stranger : distinct(entries - users, () -> random.nextInt(Population.strangers()))) {
            chosen.add(new Entry(population.stranger(stranger), 0));
        }
        Collections.shuffle(chosen, random);
        return of(chosen);
    }

    /// @param uid 0 for none
    private record Entry(String number, long uid) {}

    private static Book of(List<Entry> entries) {
        var canonical = entries.stream().map(Entry::number).toList();
        var written = new ArrayList<String>(entries.size());
        var users = new TreeMap<Integer, Long>();
        for (int i = 0; i < entries.size(); i++) {
            written.add(spelled(canonical.get(i), i));
            if (entries.get(i).uid() != 0) {
                users.put(i, entries.get(i).uid());
            }
        }
        return new Book(canonical, List.copyOf(written), Collections.unmodifiableMap(users));
    }

    private static Set<Integer> distinct(int count, IntSupplier draw) {
        var drawn = new HashSet<Integer>();
        while (drawn.size() < count) {
            drawn.add(draw.getAsInt());
        }
        return drawn;
    }

    /// Five ways to write +49 151 12345678.
    private static String spelled(String number, int way) {
        var network = number.substring(3, 6);
        var subscriber = number.substring(6);
        return switch (way % 5) {
            case 0 -> number;
            case 1 -> "0" + network + " " + subscriber;
            case 2 -> "+49 " + network + " " + subscriber.substring(0, 4) + " " + subscriber.substring(4);
            case 3 -> "0049" + network + subscriber;
            default -> "(0" + network + ") " + subscriber.substring(0, 4) + "-" + subscriber.substring(4);
        };
    }
}
