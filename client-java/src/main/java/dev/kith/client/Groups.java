package dev.kith.client;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.kith.client.rest.Call;
import dev.kith.client.rest.Credentials;
import dev.kith.client.rest.Gateway;
import dev.kith.client.rest.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The user's groups. Changes, also one's own, come to {@link KithListener#onGroupChanged} and
 * {@link KithListener#onGroupProfileUpdated}.
 *
 * <p>A group that there is not and one that the user is not in fail alike, with {@code NOT_FOUND}; what takes a higher role
 * fails with {@code ROLE_NEEDED}.
 */
public final class Groups {
    private static final String ME = "me";
    private static final String PAGE = "500";

    private final Gateway gateway;
    private final Credentials credentials;
    private final Profiles profiles;

    Groups(Gateway gateway, Credentials credentials, Profiles profiles) {
        this.gateway = gateway;
        this.credentials = credentials;
        this.profiles = profiles;
    }

    /** A group whose owner is the user, with nobody else in it. The kind is one of those that {@link Group} names. */
    @CanIgnoreReturnValue
    public CompletableFuture<Group> create(String kind) {
        var body = new JsonObject();
        body.addProperty("kind", kind);
        return ask(Call.post(body, "v1", "groups"), Group::of);
    }

    /** All groups that the user is in. */
    public CompletableFuture<List<Group>> list() {
        return pages(Call.get("v1", "groups"), "groups", Group::of, new ArrayList<>());
    }

    public CompletableFuture<Group> get(long group) {
        return ask(Call.get(path(group)), Group::of);
    }

    /** Ends the group for everybody. */
    @CanIgnoreReturnValue
    public CompletableFuture<Void> delete(long group) {
        return tell(Call.delete(path(group)));
    }

    /** Names the lowest role for each of these permissions; the others stay. */
    @CanIgnoreReturnValue
    public CompletableFuture<Group> setPermissions(long group, Map<String, GroupRole> permissions) {
        var roles = new JsonObject();
        permissions.forEach((name, role) -> roles.addProperty(name, role.slug()));
        var body = new JsonObject();
        body.add("permissions", roles);
        return ask(Call.patch(body, path(group)), Group::of);
    }

    public CompletableFuture<List<GroupMember>> members(long group) {
        return pages(Call.get(path(group, "members")), "members", GroupMember::of, new ArrayList<>());
    }

    /** Adds up to 100 people; those who cannot be are named with the reason. */
    @CanIgnoreReturnValue
    public CompletableFuture<GroupAddition> add(long group, Collection<String> addresses) {
        var asked = List.copyOf(addresses);
        var body = new JsonObject();
        body.add("addresses", Json.strings(asked));
        return ask(Call.post(body, path(group, "members")), answer -> addition(answer, asked));
    }

    /** Puts a member out, who comes back only when somebody adds them. */
    @CanIgnoreReturnValue
    public CompletableFuture<Void> remove(long group, String address) {
        return tell(Call.delete(path(group, "members", address)));
    }

    @CanIgnoreReturnValue
    public CompletableFuture<Void> leave(long group) {
        return tell(Call.delete(path(group, "members", ME)));
    }

    @CanIgnoreReturnValue
    public CompletableFuture<Void> setRole(long group, String address, GroupRole role) {
        var body = new JsonObject();
        body.addProperty("role", role.slug());
        return tell(Call.patch(body, path(group, "members", address)));
    }

    /** For this user, on all their devices. */
    @CanIgnoreReturnValue
    public CompletableFuture<Void> setMuted(long group, boolean muted) {
        var body = new JsonObject();
        body.addProperty("muted", muted);
        return tell(Call.patch(body, path(group, "members", ME)));
    }

    /** A link that so many can use for so long. */
    public CompletableFuture<GroupInvitation> invite(long group, Duration life, int uses) {
        var body = new JsonObject();
        body.addProperty("expiresIn", life.toSeconds());
        body.addProperty("uses", uses);
        return ask(Call.post(body, path(group, "invitations")), Groups::invitation);
    }

    /** The links that still work, without their tokens. */
    public CompletableFuture<List<GroupInvitation>> invitations(long group) {
        return ask(
                Call.get(path(group, "invitations")),
                answer -> Json.objects(answer, "invitations").stream()
                        .map(Groups::invitation)
                        .toList());
    }

    @CanIgnoreReturnValue
    public CompletableFuture<Void> revoke(long group, String invitation) {
        return tell(Call.delete(path(group, "invitations", invitation)));
    }

    /**
     * Who has received and read this message, which the user sent to the group and asked receipts for. Of any other it fails with
     * {@code NOT_FOUND}, and with {@code ROLE_NEEDED} for whom the group does not let see its members.
     */
    public CompletableFuture<MessageReceipts> receipts(long group, long message) {
        return receipts(
                Call.get(path(group, "messages", Long.toUnsignedString(message), "receipts"))
                        .with("limit", PAGE),
                new ArrayList<>(),
                new ArrayList<>());
    }

    private CompletableFuture<MessageReceipts> receipts(Call call, List<String> delivered, List<String> read) {
        return gateway.signed(call, credentials).thenCompose(answer -> {
            var page = Json.object(answer);
            for (var member : Json.objects(page, "members")) {
                delivered.add(Json.text(member, "address"));
                if (member.get("read").getAsBoolean()) {
                    read.add(Json.text(member, "address"));
                }
            }
            return Json.optional(page, "cursor")
                    .map(JsonElement::getAsString)
                    .map(cursor -> receipts(call.with("cursor", cursor), delivered, read))
                    .orElseGet(() ->
                            CompletableFuture.completedFuture(new MessageReceipts(counts(page), delivered, read)));
        });
    }

    private static GroupReceipts counts(JsonObject page) {
        return new GroupReceipts((int) Json.number(page, "recipients"), (int) Json.number(page, "delivered"), (int)
                Json.number(page, "read"));
    }

    /** Joins by the token of a link. {@code NOT_FOUND}: it does not work (any more), or not for this user. */
    @CanIgnoreReturnValue
    public CompletableFuture<Group> join(String token) {
        var body = new JsonObject();
        body.addProperty("token", token);
        return ask(Call.post(body, "v1", "groups:join"), Group::of);
    }

    public CompletableFuture<GroupProfile> profile(long group) {
        return shown(Call.get(path(group, "profile")));
    }

    /** Changes these fields; null takes one away, the others stay. */
    @CanIgnoreReturnValue
    public CompletableFuture<GroupProfile> setProfile(long group, Map<String, @Nullable String> fields) {
        var body = new JsonObject();
        fields.forEach((name, value) -> {
            if (value == null) {
                body.add(name, JsonNull.INSTANCE);
            } else {
                body.addProperty(name, value);
            }
        });
        return shown(Call.patch(body, path(group, "profile")));
    }

    private CompletableFuture<GroupProfile> shown(Call call) {
        var world = profiles.people().world();
        return ask(call, answer -> profiles.shown(world, GroupProfile.of(answer)));
    }

    private <T> CompletableFuture<T> ask(Call call, Function<JsonObject, T> read) {
        return gateway.signed(call, credentials).thenApply(answer -> read.apply(Json.object(answer)));
    }

    private CompletableFuture<Void> tell(Call call) {
        return gateway.signed(call, credentials).thenAccept(answer -> {});
    }

    private <T> CompletableFuture<List<T>> pages(Call call, String name, Function<JsonObject, T> read, List<T> soFar) {
        return gateway.signed(call.with("limit", PAGE), credentials).thenCompose(answer -> {
            var page = Json.object(answer);
            Json.objects(page, name).forEach(one -> soFar.add(read.apply(one)));
            return Json.optional(page, "cursor")
                    .map(JsonElement::getAsString)
                    .map(cursor -> pages(call.with("cursor", cursor), name, read, soFar))
                    .orElseGet(() -> CompletableFuture.completedFuture(List.copyOf(soFar)));
        });
    }

    private static GroupAddition addition(JsonObject answer, List<String> asked) {
        var refused = new LinkedHashMap<String, String>();
        Json.objects(answer, "refused")
                .forEach(one -> refused.put(asked.get((int) Json.number(one, "index")), Json.text(one, "code")));
        return new GroupAddition(
                Json.number(answer, "version"),
                Json.objects(answer, "added").stream()
                        .map(one -> Json.text(one, "address"))
                        .toList(),
                Map.copyOf(refused));
    }

    private static GroupInvitation invitation(JsonObject json) {
        return new GroupInvitation(
                Json.text(json, "id"),
                Json.optional(json, "token").map(JsonElement::getAsString).orElse(null),
                Json.instant(json, "expiresAt"),
                (int) Json.number(json, "usesLeft"));
    }

    private static String[] path(long group, String... more) {
        var path = new ArrayList<>(List.of("v1", "groups", Long.toString(group)));
        path.addAll(List.of(more));
        return path.toArray(String[]::new);
    }
}
