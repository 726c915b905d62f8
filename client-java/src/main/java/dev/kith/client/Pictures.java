package dev.kith.client;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.kith.client.files.MediaService;
import dev.kith.client.rest.Call;
import dev.kith.client.rest.Credentials;
import dev.kith.client.rest.Gateway;
import dev.kith.client.rest.Json;
import dev.kith.client.rest.TokenClaims;
import dev.kith.contracts.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pictures of users and groups. Who sees the field {@code picture} of a profile may have the picture, for as long as they see
 * it. What was fetched is kept here, where {@link Kith#setPath} says, and shown without a connection too.
 *
 * <pre>{@code
 * kith.pictures().set(Path.of("me.jpg"), Set.of(1));
 * kith.pictures().fetch("+442079460123", PictureSize.SMALL).thenAccept(picture -> picture.ifPresent(this::show));
 * }</pre>
 */
public final class Pictures {
    private static final Logger LOG = Logger.getLogger(Pictures.class.getName());
    private static final String FIELD = "picture";
    private static final String FILES = "/v1/files/";
    private static final Pattern PATH = Pattern.compile(FILES + "([0-9a-f-]{36})");

    private final Gateway gateway;
    private final Credentials credentials;
    private final FileTransfers transfers;
    private final Supplier<MediaService> media;
    private final Profiles profiles;
    private final Groups groups;
    private final PictureCache cache = new PictureCache();

    /** What is being fetched, by where it goes: two who want the same wait for one. */
    private final Map<Path, CompletableFuture<Path>> running = new ConcurrentHashMap<>();

    Pictures(
            Gateway gateway,
            Credentials credentials,
            FileTransfers transfers,
            Supplier<MediaService> media,
            Profiles profiles,
            Groups groups) {
        this.gateway = gateway;
        this.credentials = credentials;
        this.transfers = transfers;
        this.media = media;
        this.profiles = profiles;
        this.groups = groups;
    }

    /** Shows this picture to whoever has seen the one before. Fails with {@code INVALID_VALUE} for what is no picture. */
    @CanIgnoreReturnValue
    public CompletableFuture<SelfProfile> set(Path picture) {
        return uploaded(picture)
                .thenCompose(path -> profiles.change(SelfProfile.unchanged().with(FIELD, path)));
    }

    /** Shows this picture to those who hold one of these levels; 0: to anyone in the app. */
    @CanIgnoreReturnValue
    public CompletableFuture<SelfProfile> set(Path picture, Set<Integer> levels) {
        return uploaded(picture)
                .thenCompose(path -> profiles.change(SelfProfile.unchanged().with(FIELD, path, levels)));
    }

    /** Shows no picture any more. The next one is for whoever has seen this one. */
    @CanIgnoreReturnValue
    public CompletableFuture<SelfProfile> remove() {
        return profiles.self().thenCompose(own -> {
            var field = own.fields().get(FIELD);
            return field == null ? CompletableFuture.completedFuture(own) : cleared(field);
        });
    }

    /**
     * The picture that the user sees of this person now, as a file that is to be read and not changed; empty: none, or none
     * for this user. Without a connection it is the one that was seen last, if it is here.
     */
    public CompletableFuture<Optional<Path>> fetch(String address, PictureSize size) {
        return profiles.fetch(address)
                .exceptionally(failure -> {
                    var why = KithException.from(failure);
                    if (why.isAnswer()) {
                        throw why;
                    }
                    return profiles.local(address);
                })
                .thenCompose(profile -> fetched(profile.fields().get(FIELD), size));
    }

    /** Shows this picture to everybody in the group, for those whose role may change its profile. */
    @CanIgnoreReturnValue
    public CompletableFuture<GroupProfile> setOfGroup(long group, Path picture) {
        return uploaded(picture).thenCompose(path -> groups.setProfile(group, Map.of(FIELD, path)));
    }

    /** The group shows no picture any more. */
    @CanIgnoreReturnValue
    public CompletableFuture<GroupProfile> removeOfGroup(long group) {
        return groups.setProfile(group, Collections.singletonMap(FIELD, null));
    }

    /** As {@link #fetch}, of a group that the user is in. */
    public CompletableFuture<Optional<Path>> fetchOfGroup(long group, PictureSize size) {
        return groups.profile(group)
                .thenCompose(profile -> fetched(profile.fields().get(FIELD), size));
    }

    void keepIn(Path directory) {
        cache.keepIn(directory);
    }

    void clear() {
        try {
            cache.clear();
        } catch (IOException held) {
            LOG.log(Level.WARNING, "pictures stay until the next user comes", held);
        }
    }

    void end() {
        try {
            cache.end();
        } catch (IOException held) {
            LOG.log(Level.FINE, "pictures stay in the temporary directory", held);
        }
    }

    /** The path of the file, as a field holds it. */
    private CompletableFuture<String> uploaded(Path picture) {
        var service = media.get();
        return transfers.started(picture, () -> FILES + service.bring(picture, FileProgress.IGNORED));
    }

    private CompletableFuture<SelfProfile> cleared(SelfProfile.Field field) {
        var levels = new TreeSet<Integer>();
        field.values().forEach(value -> levels.addAll(value.levels() == null ? Set.of() : value.levels()));
        var picture = new JsonObject();
        picture.add("value", JsonNull.INSTANCE);
        picture.add("levels", Json.numbers(levels));
        var fields = new JsonObject();
        fields.add(FIELD, picture);
        var body = new JsonObject();
        body.add("fields", fields);
        return gateway.signed(Call.patch(body, "v1", "profile"), credentials).thenCompose(done -> profiles.self());
    }

    /** @param field what stands there, which may be anything in a profile from before there were pictures here */
    private CompletableFuture<Optional<Path>> fetched(@Nullable Object field, PictureSize size) {
        var path = PATH.matcher(field instanceof String text ? text : "");
        if (!path.matches()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        try {
            long uid = credentials.claims().map(TokenClaims::uid).orElse(0L);
            var place = cache.place(uid, path.group(1) + (size == PictureSize.SMALL ? "-small" : ""));
            return (Files.exists(place)
                            ? CompletableFuture.completedFuture(place)
                            : download(path.group(), size, place))
                    .thenApply(Optional::of)
                    .exceptionally(Pictures::noneIfGone);
        } catch (IOException unusable) {
            return CompletableFuture.failedFuture(
                    KithException.noAnswer("Pictures cannot be kept: " + unusable, unusable));
        }
    }

    private CompletableFuture<Path> download(String path, PictureSize size, Path to) {
        var there = new CompletableFuture<Path>();
        var before = running.putIfAbsent(to, there);
        if (before != null) {
            return before;
        }
        var url = size == PictureSize.SMALL ? path + "/thumbnail" : path;
        var service = media.get();
        var unused = transfers
                .started(to, () -> {
                    service.download(url, to, FileProgress.IGNORED);
                    return to;
                })
                .whenComplete((done, failure) -> {
                    running.remove(to);
                    if (failure == null) {
                        there.complete(done);
                    } else {
                        there.completeExceptionally(failure);
                    }
                });
        return there;
    }

    /** It was taken back in between. */
    private static Optional<Path> noneIfGone(Throwable failure) {
        var why = KithException.from(failure);
        if (why.code() != ErrorCode.NOT_FOUND) {
            throw why;
        }
        return Optional.empty();
    }
}
