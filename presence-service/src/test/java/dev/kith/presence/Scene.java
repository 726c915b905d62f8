package dev.kith.presence;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.PresenceNotice;
import dev.kith.contracts.event.ProfileField;
import dev.kith.contracts.event.ProfileUpdated;
import dev.kith.contracts.event.RelationshipUpdated;
import dev.kith.contracts.event.SessionChanged;
import dev.kith.contracts.event.UserJoined;
import dev.kith.contracts.event.UserLeft;
import dev.kith.kit.event.LeadingUidPartitioner;
import dev.kith.local.stack.Part;
import dev.kith.local.testing.Events;
import dev.kith.local.testing.SharedStack;
import dev.kith.local.testing.TestTokens;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.keys.ExpireArgs;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What the rest of the suite would do: auth-service and profile-service by their events, messaging-service by
/// its registry and events, clients by their calls.
public final class Scene {
    public static final Duration LIMIT = Duration.ofSeconds(20);
    public static final String APP = "app_presence";

    /// The usual levels of both fields, and what contacts are granted.
    public static final int LEVEL_5 = 1 << 5;

    private static final AtomicLong NEXT = new AtomicLong(System.nanoTime() % 1_000_000 * 1_000);
    private static final Duration REGISTRATION = Duration.ofSeconds(35);

    private final SharedStack stack = SharedStack.get();
    private final Events events = stack.events();
    private final RedisDataSource redis;

    public Scene(RedisDataSource redis) {
        this.redis = redis;
    }

    // ---- auth-service and profile-service

    /// A user whose fields are open to level 5.
    public long user() {
        long uid = uid();
        joined(uid, APP, Map.of("presence", LEVEL_5, "lastSeen", LEVEL_5));
        return uid;
    }

    public static long uid() {
        return NEXT.incrementAndGet();
    }

    /// A new uid whose events come behind those of this one: in the same partition of every topic.
    public static long uidBehind(long uid) {
        int partitions = SharedStack.get()
                .events()
                .partitions(Topic.PROFILE_UPDATED.topicName())
                .size();
        int partition = LeadingUidPartitioner.partitionOf(Events.key(uid), partitions);
        long behind = uid();
        while (LeadingUidPartitioner.partitionOf(Events.key(behind), partitions) != partition) {
            behind = uid();
        }
        return behind;
    }

    public static String address(long uid) {
        return "user-" + uid;
    }

    public void joined(long uid, String app, Map<String, Integer> levels) {
        var event = UserJoined.newBuilder().setUid(uid).setApp(app).setAddress(address(uid));
        event.putAllFieldLevels(levels);
        events.produce(Topic.USER_JOINED, Events.key(uid), event.build().toByteArray(), Map.of());
        awaitRows(1, "select count(*) from person where (address <> '' or left_at is not null) and uid = " + uid);
    }

    public void moved(long uid, String address, long revision) {
        var event = UserJoined.newBuilder()
                .setUid(uid)
                .setApp(APP)
                .setAddress(address)
                .setRevision(revision);
        events.produce(Topic.USER_JOINED, Events.key(uid), event.build().toByteArray(), Map.of());
        awaitRows(1, "select count(*) from person where revision >= " + revision + " and uid = " + uid);
    }

    public void left(long uid, String app) {
        var event = UserLeft.newBuilder().setUid(uid).setApp(app).setAddress(address(uid));
        events.produce(Topic.USER_LEFT, Events.key(uid), event.build().toByteArray(), Map.of());
        awaitRows(1, "select count(*) from person where left_at is not null and uid = " + uid);
    }

    public void profile(long uid, long version, int presence, int lastSeen) {
        var event = ProfileUpdated.newBuilder()
                .setUid(uid)
                .setApp(APP)
                .setAddress(address(uid))
                .setVersion(version)
                .addFields(field("presence", presence))
                .addFields(field("lastSeen", lastSeen))
                .addFields(field("name", 1));
        events.produce(Topic.PROFILE_UPDATED, Events.key(uid), event.build().toByteArray(), Map.of());
        awaitRows(1, "select count(*) from person where profile_version >= " + version + " and uid = " + uid);
    }

    /// The owner grants, and the peer knows the owner.
    public void grants(long owner, long peer, int levels) {
        relationship(peer, owner, 0, false, 0);
        relationship(owner, peer, levels, false, 1);
    }

    public void relationship(long owner, long peer, int levels, boolean blocked, long version) {
        related(RelationshipUpdated.newBuilder()
                .setOwner(owner)
                .setPeer(peer)
                .setLevels(levels)
                .setBlocked(blocked)
                .setVersion(version));
    }

    public void related(RelationshipUpdated.Builder event) {
        var pair = Events.key(event.getOwner(), event.getPeer());
        events.produce(
                Topic.RELATIONSHIP_UPDATED, pair, event.setApp(APP).build().toByteArray(), Map.of());
        awaitRows(
                1,
                "select count(*) from relationship where version >= " + event.getVersion() + " and owner = "
                        + event.getOwner() + " and peer = " + event.getPeer());
    }

    public void noRelationship(long owner, long peer) {
        events.produce(Topic.RELATIONSHIP_UPDATED, Events.key(owner, peer), null, Map.of());
        awaitRows(0, "select count(*) from relationship where owner = " + owner + " and peer = " + peer);
    }

    public Events events() {
        return events;
    }

    // ---- messaging-service

    /// The registry has existed for long, so that it proves absence.
    public void registryIsOld() {
        redis.value(String.class).set("kith:registry:born", "1000");
    }

    /// A device connects: registered first, told then.
    public void opens(long uid, String session) {
        heartbeat(uid, session, Instant.now());
        changed(uid, session, true);
    }

    /// Registers a session, last heard of at this time.
    public void heartbeat(long uid, String session, Instant at) {
        redis.sortedSet(String.class)
                .zadd(sessions(uid), (double) at.plus(REGISTRATION).toEpochMilli(), "phone|node-1|" + session);
        redis.key().pexpire(sessions(uid), REGISTRATION, new ExpireArgs());
    }

    /// A device disconnects in order.
    public void closes(long uid, String session) {
        forgets(uid, session);
        changed(uid, session, false);
    }

    /// As many connect, one after the other, faster than it is told of them.
    public void openAll(long[] uids, String session) {
        for (long uid : uids) {
            heartbeat(uid, session, Instant.now());
        }
        events.produceAll(Topic.SESSION_CHANGED, changes(uids, session, true));
    }

    public void closeAll(long[] uids, String session) {
        for (long uid : uids) {
            forgets(uid, session);
        }
        events.produceAll(Topic.SESSION_CHANGED, changes(uids, session, false));
    }

    private void forgets(long uid, String session) {
        redis.sortedSet(String.class).zrem(sessions(uid), "phone|node-1|" + session);
    }

    private static Map<Long, byte[]> changes(long[] uids, String session, boolean open) {
        var changes = new LinkedHashMap<Long, byte[]>();
        for (long uid : uids) {
            changes.put(uid, change(uid, session, open));
        }
        return changes;
    }

    /// Nothing but the event; the registry may say otherwise.
    public void changed(long uid, String session, boolean open) {
        events.produce(Topic.SESSION_CHANGED, Events.key(uid), change(uid, session, open), Map.of());
    }

    private static byte[] change(long uid, String session, boolean open) {
        return SessionChanged.newBuilder()
                .setUid(uid)
                .setApp(APP)
                .setDevice("phone")
                .setSession(session)
                .setOpen(open)
                .setAt(System.currentTimeMillis())
                .build()
                .toByteArray();
    }

    public static String sessions(long uid) {
        return "kith:sessions:{" + uid + "}";
    }

    // ---- clients

    public ValidatableResponse watch(long watcher, String... addresses) {
        return given().auth()
                .oauth2(TestTokens.user(watcher, APP, "phone"))
                .contentType(ContentType.JSON)
                .body(Map.of("addresses", addresses))
                .put("/v1/presence/watch")
                .then();
    }

    public void watches(long watcher, long... subjects) {
        watch(watcher, Arrays.stream(subjects).mapToObj(Scene::address).toArray(String[]::new))
                .statusCode(200);
    }

    public ValidatableResponse choose(long uid, String mode) {
        return given().auth()
                .oauth2(TestTokens.user(uid, APP, "phone"))
                .contentType(ContentType.JSON)
                .body(Map.of("mode", mode))
                .put("/v1/presence")
                .then();
    }

    // ---- what comes of it

    public void awaitOnline(long uid) {
        awaitRows(1, "select count(*) from person where online and uid = " + uid);
    }

    public void awaitOffline(long uid) {
        awaitRows(1, "select count(*) from person where not online and uid = " + uid);
    }

    public void awaitRows(int count, String query) {
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(25))
                .untilAsserted(() -> assertThat(number(query)).as(query).isEqualTo(count));
    }

    /// The one number that a query gives.
    public long number(String query) throws SQLException {
        try (var connection = stack.database(Part.PRESENCE);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    public void execute(String statement) throws SQLException {
        try (var connection = stack.database(Part.PRESENCE);
                var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    /// The first notice about this subject to this recipient for which it holds; waits for it.
    public PresenceNotice notice(long subject, long recipient, Predicate<PresenceNotice> wanted) {
        var found = events.await(
                Topic.PRESENCE_NOTICE,
                record -> {
                    var notice = parsed(record.value());
                    return notice.getSubject() == subject
                            && notice.getRecipientsList().contains(recipient)
                            && wanted.test(notice);
                },
                LIMIT);
        return parsed(found.value());
    }

    /// All notices about this subject so far, in their order.
    public List<PresenceNotice> notices(long subject) {
        return notices().filter(notice -> notice.getSubject() == subject).toList();
    }

    /// All notices so far.
    public Stream<PresenceNotice> notices() {
        return events.all(Topic.PRESENCE_NOTICE).stream().map(record -> parsed(record.value()));
    }

    /// Returns when whatever the service had to tell by now is told: someone else's coming, watched by another,
    /// is on the topic behind it.
    public void letPass() {
        long witness = user();
        long subject = user();
        grants(subject, witness, LEVEL_5);
        watches(witness, subject);
        opens(subject, "s");
        notice(subject, witness, PresenceNotice::getOnline);
    }

    /// Returns when an absence that began now would have been told: someone else has gone offline meanwhile.
    public void letAnAbsencePass() {
        long witness = user();
        long subject = user();
        grants(subject, witness, LEVEL_5);
        opens(subject, "s");
        awaitOnline(subject);
        watches(witness, subject);
        closes(subject, "s");
        notice(subject, witness, notice -> notice.hasOnline() && !notice.getOnline());
    }

    public static Set<Long> recipients(List<PresenceNotice> notices) {
        return notices.stream()
                .flatMap(notice -> notice.getRecipientsList().stream())
                .collect(java.util.stream.Collectors.toSet());
    }

    private static ProfileField field(String name, int levels) {
        return ProfileField.newBuilder().setName(name).setLevels(levels).build();
    }

    private static PresenceNotice parsed(byte[] value) {
        try {
            return PresenceNotice.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
