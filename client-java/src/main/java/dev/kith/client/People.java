package dev.kith.client;

import com.google.gson.JsonObject;
import dev.kith.client.people.KeptPeople;
import dev.kith.client.people.KeptPeople.Row;
import dev.kith.client.people.MemoryPeople;
import dev.kith.client.rest.Json;
import dev.kith.client.socket.Loop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The people and groups that are known here: what they show, what the user says of them, and how the phone book calls them. All
 * of it is in memory, so that no name of a list is looked up on the disk; each change is kept by the loop. Thread-safe.
 */
final class People {
    private final Loop loop;
    private final BiFunction<String, RelationshipChange, CompletableFuture<Void>> saver;
    private volatile World world = new World();
    private volatile boolean bookFirst = true;
    private KeptPeople kept = new MemoryPeople();

    /** All that is known for one user. What was asked for them and is answered later goes where they went. */
    static final class World {
        private final Map<Key, Known> known = new ConcurrentHashMap<>();

        private Known of(Key key) {
            return known.getOrDefault(key, Known.NOTHING);
        }
    }

    /**
     * Whom, or what.
     *
     * @param address empty: a group
     * @param group 0: a person
     */
    record Key(String address, long group) {
        static Key of(String address) {
            return new Key(address, 0);
        }

        static Key of(long group) {
            return new Key("", group);
        }
    }

    private record Known(
            long version,
            long order,
            @Nullable Map<String, Object> shown,
            @Nullable LocalProfile own,
            @Nullable String book) {
        static final Known NOTHING = new Known(0, 0, null, null, null);

        Map<String, Object> fields() {
            return shown == null ? Map.of() : shown;
        }

        /** What holds when another comes after this; an answer to a call has no order of its own. */
        Known showing(long newVersion, long newOrder, @Nullable Map<String, Object> fields) {
            boolean late = newVersion < version || (newVersion == version && newOrder > 0 && newOrder < order);
            return late ? this : new Known(newVersion, Math.max(order, newOrder), fields, own, book);
        }

        Known showingNothing() {
            return new Known(0, 0, null, own, book);
        }

        Known called(@Nullable LocalProfile newOwn, @Nullable String newBook) {
            return new Known(version, order, shown, newOwn, newBook);
        }
    }

    People(Loop loop, BiFunction<String, RelationshipChange, CompletableFuture<Void>> saver) {
        this.loop = loop;
        this.saver = saver;
    }

    World world() {
        return world;
    }

    /** What is kept from now on is kept there, with what is known by now. On the loop. */
    void keepIn(KeptPeople where, List<Row> stored) {
        var here = world;
        kept = where;
        var early = Set.copyOf(here.known.keySet());
        stored.forEach(row -> here.known.merge(
                new Key(row.address(), row.group()),
                known(row),
                (known, old) -> old.called(
                                known.own == null ? old.own : known.own, known.book == null ? old.book : known.book)
                        .showing(known.version, known.order, known.shown)));
        keep(here, early, () -> {});
    }

    /** From now on it is somebody else who knows. What is kept is forgotten by who keeps it. */
    void clear() {
        world = new World();
    }

    KeptPeople kept() {
        return kept;
    }

    void bookFirst(boolean on) {
        bookFirst = on;
    }

    Profile profile(String address) {
        return profile(address, world.of(Key.of(address)));
    }

    private Profile profile(String address, Known known) {
        var names = new Profile.Names(known.own, known.book, bookFirst);
        return new Profile(address, known.version, known.fields(), names, saver);
    }

    GroupProfile group(long group) {
        var known = world.of(Key.of(group));
        var fields = new LinkedHashMap<String, String>();
        known.fields().forEach((name, value) -> fields.put(name, value.toString()));
        return new GroupProfile(group, known.version, Map.copyOf(fields), known.own);
    }

    /** Everybody who is known, in no order. */
    List<Profile> all() {
        var all = new ArrayList<Profile>();
        world.known.forEach((key, known) -> {
            if (key.group == 0) {
                all.add(profile(key.address, known));
            }
        });
        return all;
    }

    /** Whether this is news. It is not kept yet. */
    boolean shows(World of, String address, long version, long order, Map<String, Object> fields) {
        var key = Key.of(address);
        var before = of.of(key);
        var now = of.known.compute(
                key, (one, known) -> (known == null ? Known.NOTHING : known).showing(version, order, fields));
        return of == world && (now.version != before.version || !now.fields().equals(before.fields()));
    }

    /** Whether this is news: a version that is known, or one before it, is not. It is not kept yet. */
    boolean shows(World of, GroupProfile profile) {
        var key = Key.of(profile.group());
        var before = of.of(key);
        of.known.compute(
                key,
                (one, known) -> (known == null ? Known.NOTHING : known)
                        .showing(profile.version(), 0, Map.copyOf(profile.fields())));
        return of == world && (before.shown == null || profile.version() > before.version);
    }

    /**
     * Nothing of it is shown any more; empty: nothing was. Its version goes too: whoever has the address next begins at the first.
     * It is not kept yet.
     */
    Optional<Profile> gone(World of, String address) {
        var key = Key.of(address);
        var before = of.of(key);
        of.known.computeIfPresent(key, (one, known) -> orNone(known.showingNothing()));
        return before.fields().isEmpty() || of != world
                ? Optional.empty()
                : Optional.of(profile(address, before.showing(before.version, 0, Map.of())));
    }

    /** What the user says of them; null: nothing. Done when it is kept. On the loop. */
    void say(Key key, @Nullable LocalProfile own) {
        var here = world;
        var after = here.of(key).called(own, here.of(key).book);
        kept.forced(() -> kept.put(row(key, after)));
        here.known.compute(
                key, (one, known) -> orNone((known == null ? Known.NOTHING : known).called(own, after.book)));
    }

    /** How the phone book calls everybody; who is not in it is not called by it. Has those who are called otherwise now. On the loop. */
    List<Profile> callAll(Map<String, String> names) {
        var here = world;
        var renamed = new HashSet<Key>();
        here.known.forEach((key, known) -> {
            if (known.book != null && !names.containsKey(key.address)) {
                renamed.add(key);
            }
        });
        names.forEach((address, name) -> {
            if (!name.equals(here.of(Key.of(address)).book)) {
                renamed.add(Key.of(address));
            }
        });
        renamed.forEach(key -> call(here, key, names.get(key.address)));
        keep(here, renamed, () -> {});
        return renamed.stream().map(key -> profile(key.address)).toList();
    }

    /** How the phone book calls somebody. On the loop. */
    void call(String address, String name) {
        var here = world;
        call(here, Key.of(address), name);
        keep(here, Set.of(Key.of(address)), () -> {});
    }

    private static void call(World here, Key key, @Nullable String name) {
        here.known.compute(key, (one, known) -> {
            var before = known == null ? Known.NOTHING : known;
            return orNone(before.called(before.own, name));
        });
    }

    /** Somebody has another address: what they are called goes with them. On the loop. */
    void moved(String from, String to) {
        var here = world;
        var before = here.of(Key.of(from));
        if (before.own == null && before.book == null) {
            return;
        }
        here.known.computeIfPresent(Key.of(from), (key, known) -> orNone(known.called(null, null)));
        here.known.compute(Key.of(to), (key, known) -> {
            var there = known == null ? Known.NOTHING : known;
            return there.called(
                    there.own == null ? before.own : there.own, there.book == null ? before.book : there.book);
        });
        keep(here, Set.of(Key.of(from), Key.of(to)), () -> {});
    }

    private static @Nullable Known orNone(Known known) {
        return known.equals(Known.NOTHING) ? null : known;
    }

    /** Keeps what is known of these now, in one step with this. */
    void keep(World of, Collection<Key> keys, Runnable step) {
        loop.execute(() -> {
            if (of == world) {
                kept.together(() -> {
                    keys.forEach(key -> kept.put(row(key, of.of(key))));
                    step.run();
                });
            }
        });
    }

    private static Row row(Key key, Known known) {
        return new Row(
                key.address,
                key.group,
                known.version,
                known.order,
                known.shown == null ? null : Json.tree(known.shown).toString(),
                known.own == null ? null : json(known.own).toString(),
                known.book);
    }

    private static Known known(Row row) {
        var fields = new LinkedHashMap<String, Object>();
        if (row.shown() != null) {
            Json.object(Json.parse(row.shown()))
                    .entrySet()
                    .forEach(field -> Profiles.put(fields, field.getKey(), Json.plain(field.getValue())));
        }
        return new Known(
                row.version(),
                row.order(),
                row.shown() == null ? null : Map.copyOf(fields),
                row.own() == null ? null : local(Json.object(Json.parse(row.own()))),
                row.book());
    }

    private static JsonObject json(LocalProfile local) {
        var json = new JsonObject();
        local.name().ifPresent(name -> json.addProperty("name", name));
        local.picture().ifPresent(picture -> json.addProperty("picture", picture));
        json.add("fields", Json.tree(local.fields()));
        return json;
    }

    private static LocalProfile local(JsonObject json) {
        var fields = new LinkedHashMap<String, String>();
        Json.optional(json, "fields")
                .map(Json::object)
                .ifPresent(all -> all.entrySet()
                        .forEach(field ->
                                fields.put(field.getKey(), field.getValue().getAsString())));
        return new LocalProfile(text(json, "name"), text(json, "picture"), fields);
    }

    private static @Nullable String text(JsonObject json, String name) {
        return Json.optional(json, name).map(value -> value.getAsString()).orElse(null);
    }
}
