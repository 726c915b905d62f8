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
import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.socket.ProfileChanged;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Map<String, Seen> known = new ConcurrentHashMap<>();

    /** The version of each group's profile that was told last. */
    private final Map<Long, Long> groups = new ConcurrentHashMap<>();

    /** What is seen at a version; of one version the higher order is the newer. */
    private record Seen(long version, long order, Map<String, Object> fields) {
        static final Seen NOTHING = new Seen(0, 0, Map.of());

        /** What holds when another comes after this; an answer to a call has no order of its own. */
        Seen then(Seen next) {
            boolean late = next.version < version || (next.version == version && next.order > 0 && next.order < order);
            return late ? this : new Seen(next.version, Math.max(order, next.order), next.fields);
        }
    }

    Profiles(Gateway gateway, Credentials credentials, Listeners listeners) {
        this.gateway = gateway;
        this.credentials = credentials;
        this.listeners = listeners;
    }

    Profile local(String address) {
        var seen = known.getOrDefault(address, Seen.NOTHING);
        return new Profile(address, seen.version, seen.fields, this::relate);
    }

    CompletableFuture<Profile> fetch(String address) {
        return gateway.signed(Call.get("v1", "profiles", address), credentials).thenApply(answer -> {
            var profile = Json.object(answer);
            var canonical = Json.optional(profile, "address")
                    .map(JsonElement::getAsString)
                    .orElse(address);
            took(canonical, seen(profile));
            return local(canonical);
        });
    }

    /** What is shown now, even at an equal version: the levels may have changed and not the profile. */
    void changed(ProfileChanged changed) {
        if (changed.getGroup() != 0) {
            var fields = new LinkedHashMap<String, String>();
            changed.getFieldsMap().forEach((name, value) -> fields.put(name, value.getStringValue()));
            tell(new GroupProfile(changed.getGroup(), changed.getVersion(), Map.copyOf(fields)));
        } else {
            var fields = Map.copyOf(plain(changed.getFieldsMap()));
            tell(changed.getAddress(), new Seen(changed.getVersion(), changed.getOrder(), fields));
        }
    }

    /** A version that was told, or one before it, is told no more. */
    private void tell(GroupProfile profile) {
        Long before = groups.get(profile.group());
        long told = groups.merge(profile.group(), profile.version(), Math::max);
        if (before == null || told > before) {
            listeners.tell(listener -> listener.onGroupProfileUpdated(profile));
        }
    }

    /** Nothing of it is shown any more. Its version goes too: whoever has the address next begins at the first. */
    private void gone(String address) {
        var before = known.remove(address);
        if (before != null && !before.fields.isEmpty()) {
            var profile = new Profile(address, before.version, Map.of(), this::relate);
            listeners.tell(listener -> listener.onProfileUpdated(profile));
        }
    }

    private void tell(String address, Seen seen) {
        if (took(address, seen)) {
            var profile = local(address);
            listeners.tell(listener -> listener.onProfileUpdated(profile));
        }
    }

    /** Whether this is news. */
    private boolean took(String address, Seen seen) {
        var before = known.getOrDefault(address, Seen.NOTHING);
        var now = known.merge(address, seen, Seen::then);
        return now.version != before.version || !now.fields.equals(before.fields);
    }

    /** Everything that changed since then; tells what is new here. */
    void catchUp(Optional<String> since, Consumer<String> keep) {
        var first = Call.get("v1", "profiles:changes");
        var call = since.map(cursor -> first.with("cursor", cursor)).orElse(first);
        var unused = gateway.signed(call, credentials).whenComplete((answer, failure) -> {
            if (failure != null) {
                LOG.log(Level.FINE, "changes of profiles not read", failure);
                return;
            }
            var page = Json.object(answer);
            Json.texts(page, "gone").forEach(this::gone);
            Json.objects(page, "profiles").forEach(profile -> tell(Json.text(profile, "address"), seen(profile)));
            Json.objects(page, "groups").forEach(group -> tell(GroupProfile.of(group)));
            var next = Json.optional(page, "cursor").map(JsonElement::getAsString);
            next.ifPresent(keep);
            if (Json.optional(page, "more").map(JsonElement::getAsBoolean).orElse(false)) {
                catchUp(next, keep);
            }
        });
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

    private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
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
        known.clear();
        groups.clear();
    }
}
