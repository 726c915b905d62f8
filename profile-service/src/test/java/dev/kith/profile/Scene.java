package dev.kith.profile;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.contracts.Levels;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.ContactsMatched;
import dev.kith.contracts.event.MatchedPeer;
import dev.kith.contracts.event.ProfileNotice;
import dev.kith.contracts.event.UserJoined;
import dev.kith.contracts.event.UserLeft;
import dev.kith.kit.event.LeadingUidPartitioner;
import dev.kith.local.stack.Part;
import dev.kith.local.testing.Events;
import dev.kith.local.testing.SharedStack;
import dev.kith.local.testing.TestTokens;
import dev.kith.profile.state.WireValue;
import io.quarkus.redis.datasource.RedisDataSource;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What the rest of the suite would do, in an app of its own: auth-service and contact-sync-service by their
/// events, messaging-service by its session registry, clients by their calls.
public final class Scene {
    public static final Duration LIMIT = Duration.ofSeconds(20);
    public static final int LEVEL_1 = 1 << 1;
    public static final int LEVEL_2 = 1 << 2;
    public static final int LEVEL_5 = 1 << 5;

    /// As an app's settings usually are.
    public static final Map<String, Integer> USUAL_LEVELS = Map.of(
            "name",
            LEVEL_1,
            "picture",
            LEVEL_1,
            "status",
            LEVEL_2,
            "info",
            LEVEL_2,
            "presence",
            LEVEL_5,
            "lastSeen",
            LEVEL_5);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final AtomicLong NEXT = new AtomicLong(System.nanoTime() % 1_000_000 * 1_000 + 1);

    public final String app = "app_" + NEXT.incrementAndGet();
    private final SharedStack stack = SharedStack.get();
    private final Events events = stack.events();
    private final RedisDataSource redis;
    private final Map<Long, Long> bookVersions = new HashMap<>();

    Scene(RedisDataSource redis) {
        this.redis = redis;
    }

    /// Somebody with an address.
    public record Person(long uid, String app, String address) {
        public String token() {
            return TestTokens.user(uid, app, "d1");
        }
    }

    // ---- auth-service

    /// A person whom only those who have a relationship with them find.
    public Person person(String name) {
        return join(somebody("shy"), name);
    }

    /// A person whom everybody finds.
    public Person openPerson(String name) {
        return join(somebody("open"), name);
    }

    /// A person who is not there yet.
    public Person somebody(String kind) {
        long uid = NEXT.incrementAndGet();
        return new Person(uid, app, kind + "-" + uid + "@example.org");
    }

    public Person join(Person person, String name) {
        announce(person, name);
        awaitCount(1, "profile where uid = " + person.uid());
        return person;
    }

    public void announce(Person person, String name) {
        var event = UserJoined.newBuilder()
                .setUid(person.uid())
                .setApp(person.app())
                .setAddress(person.address())
                .setName(name)
                .putAllFieldLevels(USUAL_LEVELS);
        produce(Topic.USER_JOINED, person.uid(), event.build().toByteArray());
    }

    /// The person changes their address; the one that they have from then on.
    public Person move(Person person, long revision) {
        var moved = new Person(person.uid(), person.app(), "open-moved-" + revision + "@example.org");
        announceMove(moved, revision);
        awaitCount(1, "profile where uid = " + person.uid() + " and address = '" + moved.address() + "'");
        return moved;
    }

    public void announceMove(Person moved, long revision) {
        var event = UserJoined.newBuilder()
                .setUid(moved.uid())
                .setApp(moved.app())
                .setAddress(moved.address())
                .setRevision(revision)
                .putAllFieldLevels(USUAL_LEVELS);
        produce(Topic.USER_JOINED, moved.uid(), event.build().toByteArray());
    }

    public void leave(Person person) {
        var event =
                UserLeft.newBuilder().setUid(person.uid()).setApp(person.app()).setAddress(person.address());
        produce(Topic.USER_LEFT, person.uid(), event.build().toByteArray());
        awaitCount(0, "profile where uid = " + person.uid());
        awaitCount(0, "relationship where " + person.uid() + " in (owner, peer)");
    }

    // ---- contact-sync-service

    /// The owner's book with these people in it, all granted the same.
    public void matched(Person owner, ContactsMatched.Mode mode, int levels, Person... peers) {
        var act = act(owner, mode, bookVersions.merge(owner.uid(), 1L, Long::sum), levels, peers);
        produce(Topic.CONTACTS_MATCHED, owner.uid(), act.toByteArray());
        awaitCount(1, "book_applied where owner = " + owner.uid() + " and version >= " + act.getBookVersion());
    }

    public static ContactsMatched act(
            Person owner, ContactsMatched.Mode mode, long version, int levels, Person... peers) {
        return ContactsMatched.newBuilder()
                .setOwner(owner.uid())
                .setApp(owner.app())
                .setBookVersion(version)
                .setMode(mode)
                .setSubscribe(true)
                .addAllPeers(Arrays.stream(peers)
                        .map(peer -> MatchedPeer.newBuilder()
                                .setUid(peer.uid())
                                .setLevels(levels)
                                .build())
                        .toList())
                .build();
    }

    /// Grants by hand, follows nobody.
    public void grants(Person owner, Person peer, Integer... levels) {
        relate(owner, peer, Map.of("levels", List.of(levels))).statusCode(200);
    }

    public void follows(Person owner, Person peer) {
        relate(owner, peer, Map.of("subscribed", true)).statusCode(200);
    }

    // ---- messaging-service

    /// Has an open session from now on.
    public void goesOnline(Person... people) {
        for (var person : people) {
            redis.sortedSet(String.class)
                    .zadd(
                            "kith:sessions:{" + person.uid() + "}",
                            (double) Instant.now().plusSeconds(300).toEpochMilli(),
                            "d1|n1|s1");
        }
    }

    // ---- clients

    public static RequestSpecification as(Person person) {
        return given().auth().oauth2(person.token()).contentType(ContentType.JSON);
    }

    /// What the person may see of many; the body names them.
    public static ValidatableResponse batch(Person viewer, Object body) {
        // The colon of the path is sent as it is.
        return as(viewer)
                .urlEncodingEnabled(false)
                .body(body)
                .post("/v1/profiles:batch")
                .then();
    }

    /// What changed for the person; the parameters must need no encoding.
    public static ValidatableResponse changes(Person viewer, Map<String, ?> parameters) {
        return as(viewer)
                .urlEncodingEnabled(false)
                .queryParams(parameters)
                .get("/v1/profiles:changes")
                .then();
    }

    public static ValidatableResponse patch(Person person, Map<String, ?> fields) {
        return as(person).body(Map.of("fields", fields)).patch("/v1/profile").then();
    }

    /// The body as it is.
    public static ValidatableResponse patch(Person person, String body) {
        return as(person).body(body).patch("/v1/profile").then();
    }

    /// Sets a value, with these levels.
    public static void sets(Person person, String field, Object value, Integer... levels) {
        patch(person, Map.of(field, Map.of("value", value, "levels", List.of(levels))))
                .statusCode(200);
    }

    public static ValidatableResponse relate(Person owner, Person peer, Map<String, ?> body) {
        return as(owner)
                .body(body)
                .put("/v1/relationships/{address}", peer.address())
                .then();
    }

    public static ValidatableResponse look(Person viewer, Person at) {
        return as(viewer).get("/v1/profiles/{address}", at.address()).then();
    }

    // ---- what came of it

    /// The notices about somebody so far, in their order.
    public List<ProfileNotice> notices(Person subject) {
        return events.all(Topic.PROFILE_NOTICE).stream()
                .map(Scene::notice)
                .filter(notice -> notice.getSubject() == subject.uid())
                .toList();
    }

    /// The first notice about the subject to this viewer, at or above this version.
    public ProfileNotice awaitNotice(Person subject, Person viewer, long version) {
        return notice(events.await(
                Topic.PROFILE_NOTICE,
                record -> notice(record).getSubject() == subject.uid()
                        && notice(record).getVersion() >= version
                        && notice(record).getRecipientsList().contains(viewer.uid()),
                LIMIT));
    }

    /// What a notice shows, as plain values.
    public static Map<String, Object> fields(ProfileNotice notice) {
        var fields = new TreeMap<String, Object>();
        notice.getFieldsMap()
                .forEach((name, value) -> fields.put(name, JSON.convertValue(WireValue.json(value), Object.class)));
        return fields;
    }

    /// All records of a key so far; empty for a tombstone.
    public List<Optional<byte[]>> records(Topic topic, byte[] key) {
        return events.all(topic).stream()
                .filter(record -> Arrays.equals(record.key(), key))
                .map(record -> Optional.ofNullable(record.value()))
                .toList();
    }

    public Events events() {
        return events;
    }

    public void produce(Topic topic, long uid, byte[] value) {
        events.produce(topic, Events.key(uid), value, Map.of());
    }

    /// Waits until so many rows are there.
    public void awaitCount(long count, String from) {
        await().atMost(LIMIT).until(() -> count(from) == count);
    }

    /// Waits until everything that was committed is published.
    public void awaitPublished() {
        awaitCount(0, "outbox");
    }

    /// Waits until those online were told how they stand to this person by all that was committed so far. Who comes
    /// online after that is told of nothing older.
    public void awaitStandings(Person owner) {
        var watcher = openPerson("Watcher");
        var behind = join(somebodyBehind(owner), "Behind");
        goesOnline(watcher);
        follows(watcher, behind);
        grants(behind, watcher, 1);
        awaitNotice(behind, watcher, 0);
    }

    /// Somebody whose events come behind those of this person, in the same partition.
    private Person somebodyBehind(Person person) {
        int partitions =
                events.partitions(Topic.RELATIONSHIP_UPDATED.topicName()).size();
        int partition = LeadingUidPartitioner.partitionOf(Events.key(person.uid()), partitions);
        var behind = somebody("open");
        while (LeadingUidPartitioner.partitionOf(Events.key(behind.uid()), partitions) != partition) {
            behind = somebody("open");
        }
        return behind;
    }

    /// Nothing is published until this is closed; then all at once.
    public Held holdEvents() throws SQLException {
        var holding = stack.database(Part.PROFILE);
        holding.setAutoCommit(false);
        try (var statement = holding.createStatement()) {
            // The lock under which the outbox is read.
            statement.execute("select pg_advisory_xact_lock(" + 0x6b697468_6f757462L + ")");
        }
        return holding::close;
    }

    /// Ends with its closing.
    public interface Held extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    public long count(String from) {
        try (var connection = stack.database(Part.PROFILE);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from " + from)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public java.sql.Connection database() throws SQLException {
        return stack.database(Part.PROFILE);
    }

    public static int mask(Integer... levels) {
        return Levels.mask(List.of(levels));
    }

    public static Set<Long> recipients(List<ProfileNotice> notices) {
        var recipients = new TreeSet<Long>();
        notices.forEach(notice -> recipients.addAll(notice.getRecipientsList()));
        return recipients;
    }

    private static ProfileNotice notice(ConsumerRecord<byte[], byte[]> record) {
        try {
            return ProfileNotice.parseFrom(Objects.requireNonNull(record.value()));
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
