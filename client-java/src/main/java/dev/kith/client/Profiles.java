package dev.kith.client;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.protobuf.Value;
import dev.kith.client.rest.Call;
import dev.kith.client.rest.Credentials;
import dev.kith.client.rest.Gateway;
import dev.kith.client.rest.Json;
import dev.kith.client.socket.Loop;
import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.socket.ProfileChanged;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The profiles that are known here, one's own, and how the user stands to others. Thread-safe. */
final class Profiles {
    private static final Logger LOG = Logger.getLogger(Profiles.class.getName());
    private static final int TRIES = 3;

    private final Gateway gateway;
    private final Credentials credentials;
    private final Listeners listeners;
    private final People people;

    /** What is seen at a version; of one version the higher order is the newer. */
    private record Seen(long version, long order, Map<String, Object> fields) {}

    Profiles(Gateway gateway, Credentials credentials, Listeners listeners, Loop loop) {
        this.gateway = gateway;
        this.credentials = credentials;
        this.listeners = listeners;
        this.people = new People(loop, this::relate);
    }

    People people() {
        return people;
    }

    Profile local(String address) {
        return people.profile(address);
    }

    CompletableFuture<Profile> fetch(String address) {
        var world = people.world();
        return gateway.signed(Call.get("v1", "profiles", address), credentials).thenApply(answer -> {
            var profile = Json.object(answer);
            var canonical = Json.optional(profile, "address")
                    .map(JsonElement::getAsString)
                    .orElse(address);
            took(world, canonical, seen(profile));
            keep(world, People.Key.of(canonical));
            return local(canonical);
        });
    }

    /** What is shown now, even at an equal version: the levels may have changed and not the profile. */
    void changed(ProfileChanged changed) {
        var world = people.world();
        if (changed.getGroup() != 0) {
            var fields = new LinkedHashMap<String, String>();
            changed.getFieldsMap().forEach((name, value) -> fields.put(name, value.getStringValue()));
            shown(world, new GroupProfile(changed.getGroup(), changed.getVersion(), Map.copyOf(fields), null));
        } else {
            var fields = Map.copyOf(plain(changed.getFieldsMap()));
            tell(world, changed.getAddress(), new Seen(changed.getVersion(), changed.getOrder(), fields));
            keep(world, People.Key.of(changed.getAddress()));
        }
    }

    /** An answer of the server, for the app. */
    GroupProfile shown(People.World world, GroupProfile profile) {
        tell(world, profile);
        keep(world, People.Key.of(profile.group()));
        return people.group(profile.group());
    }

    private void keep(People.World world, People.Key key) {
        people.keep(world, Set.of(key), () -> {});
    }

    /** A version that was told, or one before it, is told no more. */
    private void tell(People.World world, GroupProfile profile) {
        if (people.shows(world, profile)) {
            var now = people.group(profile.group());
            listeners.tell(listener -> listener.onGroupProfileUpdated(now));
        }
    }

    private void tell(People.World world, String address, Seen seen) {
        if (took(world, address, seen)) {
            tell(local(address));
        }
    }

    /** This profile is another than it was. */
    void tell(Profile profile) {
        listeners.tell(listener -> listener.onProfileUpdated(profile));
    }

    /** Whether this is news. */
    private boolean took(People.World world, String address, Seen seen) {
        return people.shows(world, address, seen.version, seen.order, seen.fields);
    }

    /**
     * Everything that changed since then; tells what is new here.
     *
     * @param keep the place to read on from, kept together with what was read, on the loop
     */
    void catchUp(Optional<String> since, Consumer<String> keep) {
        catchUp(people.world(), since, keep);
    }

    private void catchUp(People.World world, Optional<String> since, Consumer<String> keep) {
        var first = Call.get("v1", "profiles:changes");
        var call = since.map(cursor -> first.with("cursor", cursor)).orElse(first);
        var unused = gateway.signed(call, credentials).whenComplete((answer, failure) -> {
            if (failure != null) {
                LOG.log(Level.FINE, "changes of profiles not read", failure);
            } else if (world == people.world()) {
                took(world, Json.object(answer), keep);
            }
        });
    }

    private void took(People.World world, JsonObject page, Consumer<String> keep) {
        var changed = new ArrayList<People.Key>();
        for (var address : Json.texts(page, "gone")) {
            people.gone(world, address).ifPresent(this::tell);
            changed.add(People.Key.of(address));
        }
        for (var profile : Json.objects(page, "profiles")) {
            var address = Json.text(profile, "address");
            tell(world, address, seen(profile));
            changed.add(People.Key.of(address));
        }
        for (var json : Json.objects(page, "groups")) {
            var group = GroupProfile.of(json);
            tell(world, group);
            changed.add(People.Key.of(group.group()));
        }
        var next = Json.optional(page, "cursor").map(JsonElement::getAsString);
        people.keep(world, changed, () -> next.ifPresent(keep));
        if (Json.optional(page, "more").map(JsonElement::getAsBoolean).orElse(false)) {
            catchUp(world, next, keep);
        }
    }

    private static Seen seen(JsonObject profile) {
        var fields = new LinkedHashMap<String, Object>();
        Json.optional(profile, "fields")
                .ifPresent(all -> Json.object(all)
                        .entrySet()
                        .forEach(field -> put(fields, field.getKey(), Json.plain(field.getValue()))));
        return new Seen(Json.number(profile, "version"), 0, Map.copyOf(fields));
    }

    /** Fields of a frame as what a Java program takes them for. */
    static Map<String, Object> plain(Map<String, Value> fields) {
        var plain = new LinkedHashMap<String, Object>();
        fields.forEach((name, value) -> put(plain, name, Json.plain(value)));
        return plain;
    }

    static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    CompletableFuture<Void> relate(String address, RelationshipChange change) {
        if (change.equals(RelationshipChange.NONE)) {
            return CompletableFuture.completedFuture(null);
        }
        return gateway.signed(Call.put(change.json(), "v1", "relationships", address), credentials)
                .thenAccept(answer -> {});
    }

    CompletableFuture<SelfProfile> self() {
        return gateway.signed(Call.get("v1", "profile"), credentials).thenApply(Profiles::own);
    }

    CompletableFuture<SelfProfile> change(SelfProfile changed) {
        return changed.version() == 0
                ? self().thenCompose(current -> patch(current, changed.changes(), TRIES))
                : patch(changed, changed.changes(), TRIES);
    }

    /** On the version given; where another device was faster, on the newest: fields that both changed are this one's. */
    private CompletableFuture<SelfProfile> patch(
            SelfProfile base, Map<String, SelfProfile.@Nullable Field> changes, int tries) {
        if (changes.isEmpty()) {
            return CompletableFuture.completedFuture(base);
        }
        var call = Call.patch(body(changes), "v1", "profile").ifMatch("\"" + base.version() + "\"");
        return gateway.signed(call, credentials)
                .handle((answer, failure) -> failure == null
                        ? CompletableFuture.completedFuture(own(answer))
                        : again(KithException.from(failure), changes, tries - 1))
                .thenCompose(next -> next);
    }

    private CompletionStage<SelfProfile> again(
            KithException refusal, Map<String, SelfProfile.@Nullable Field> changes, int tries) {
        return refusal.code() == ErrorCode.VERSION_CONFLICT && tries > 0
                ? self().thenCompose(newest -> patch(newest, changes, tries))
                : CompletableFuture.failedFuture(refusal);
    }

    private static JsonObject body(Map<String, SelfProfile.@Nullable Field> changes) {
        var fields = new JsonObject();
        changes.forEach((name, field) -> fields.add(name, field == null ? JsonNull.INSTANCE : json(field)));
        var body = new JsonObject();
        body.add("fields", fields);
        return body;
    }

    private static JsonObject json(SelfProfile.Field field) {
        if (field.values().size() == 1) {
            return json(field.values().get(0));
        }
        var values = new JsonArray();
        field.values().forEach(value -> values.add(json(value)));
        var json = new JsonObject();
        json.add("values", values);
        return json;
    }

    private static JsonObject json(SelfProfile.Opened opened) {
        var json = new JsonObject();
        if (opened.value() != null) {
            json.add("value", Json.tree(opened.value()));
        }
        if (opened.levels() != null) {
            json.add("levels", Json.numbers(new TreeSet<>(opened.levels())));
        }
        return json;
    }

    private static SelfProfile own(JsonElement answer) {
        var profile = Json.object(answer);
        var fields = new LinkedHashMap<String, SelfProfile.Field>();
        Json.optional(profile, "fields")
                .ifPresent(all -> Json.object(all).entrySet().forEach(entry -> {
                    var field = Json.object(entry.getValue());
                    var several = Json.objects(field, "values");
                    var values = several.isEmpty() ? List.of(field) : several;
                    fields.put(
                            entry.getKey(),
                            new SelfProfile.Field(
                                    values.stream().map(Profiles::opened).toList()));
                }));
        return new SelfProfile(
                Json.number(profile, "version"),
                Json.optional(profile, "address").map(JsonElement::getAsString).orElse(""),
                fields,
                Map.of());
    }

    private static SelfProfile.Opened opened(JsonObject value) {
        return new SelfProfile.Opened(
                Json.optional(value, "value").map(Json::plain).orElse(null), Json.levels(value));
    }

    CompletableFuture<ProfileView> viewAs(String viewer) {
        return gateway.signed(Call.get("v1", "profiles", "me", "view-as", viewer), credentials)
                .thenApply(answer -> view(Json.object(answer)));
    }

    private static ProfileView view(JsonObject answer) {
        var fields = new LinkedHashMap<String, ProfileView.Field>();
        Json.optional(answer, "fields")
                .ifPresent(all -> Json.object(all).entrySet().forEach(entry -> {
                    var field = Json.object(entry.getValue());
                    fields.put(
                            entry.getKey(),
                            new ProfileView.Field(
                                    Json.optional(field, "visible")
                                            .map(JsonElement::getAsBoolean)
                                            .orElse(false),
                                    Json.optional(field, "value")
                                            .map(Json::plain)
                                            .orElse(null),
                                    Json.text(field, "rule"),
                                    Json.optional(field, "level")
                                            .map(JsonElement::getAsInt)
                                            .orElse(null),
                                    Json.levels(field)));
                }));
        return new ProfileView(Json.text(answer, "viewer"), Json.number(answer, "version"), fields);
    }

    void clear() {
        people.clear();
    }
}
