package dev.kith.contacts;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kith.contracts.BlockKinds;
import dev.kith.contracts.Topic;
import dev.kith.contracts.event.BlockKind;
import dev.kith.contracts.event.ContactJoined;
import dev.kith.contracts.event.ContactsMatched;
import dev.kith.contracts.event.Discoverability;
import dev.kith.contracts.event.RelationshipUpdated;
import dev.kith.contracts.event.UserJoined;
import dev.kith.contracts.event.UserLeft;
import dev.kith.local.postgres.Databases;
import dev.kith.local.stack.Part;
import dev.kith.local.testing.Events;
import dev.kith.local.testing.SharedStack;
import dev.kith.local.testing.TestTokens;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.ConfigProvider;

/// The users of one app of its own, and what a test does with them.
public final class People {
    public static final Duration LIMIT = Duration.ofSeconds(20);
    private static final AtomicLong UIDS = new AtomicLong(1_000);
    private static final AtomicLong NUMBERS = new AtomicLong(15_110_000_000L);

    private final SharedStack stack = SharedStack.get();
    private final String database;
    public final String app = "app_" + UUID.randomUUID().toString().substring(0, 12);

    public People() {
        this(Part.CONTACTS.label());
    }

    /// Of a service with a database of its own.
    public People(String database) {
        this.database = database;
    }

    /// A valid German mobile number that no other test uses.
    public static String newNumber() {
        return "+49" + NUMBERS.incrementAndGet();
    }

    /// The tag of an address, as a client computes it.
    public static String tag(String tagKey, String address) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(tagKey), "HmacSHA256"));
            return "#" + HexFormat.of().formatHex(mac.doFinal(address.getBytes(UTF_8)), 0, Long.BYTES);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public long newUid() {
        return UIDS.incrementAndGet();
    }

    public Events events() {
        return stack.events();
    }

    /// A user joins, and is in the directory when this returns.
    public long join(String address, Discoverability discoverability) {
        long uid = newUid();
        announce(uid, address, discoverability);
        awaitDirectory(uid);
        return uid;
    }

    public void announce(long uid, String address, Discoverability discoverability) {
        var joined = UserJoined.newBuilder()
                .setUid(uid)
                .setApp(app)
                .setAddress(address)
                .setDiscoverability(discoverability)
                .build();
        events().produce(Topic.USER_JOINED, Events.key(uid), joined.toByteArray(), Map.of());
    }

    /// A user changes their number, and is in the directory with the new one when this returns.
    public void move(long uid, String address, Discoverability discoverability) {
        announceMove(uid, address, discoverability, newUid());
        await().atMost(LIMIT)
                .until(() -> number("select count(distinct uid) from directory where uid = " + uid + " and address = '"
                                + address + "'")
                        == 1);
        awaitCleared();
    }

    public void announceMove(long uid, String address, Discoverability discoverability, long revision) {
        var joined = UserJoined.newBuilder()
                .setUid(uid)
                .setApp(app)
                .setAddress(address)
                .setDiscoverability(discoverability)
                .setRevision(revision)
                .build();
        events().produce(Topic.USER_JOINED, Events.key(uid), joined.toByteArray(), Map.of());
    }

    /// How many transactions of the service wait for a lock with such a statement.
    public long waitingForALock(String like) {
        return number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                + " and usename = current_user and datname = current_database() and query like '" + like + "'");
    }

    /// Waits until what was granted at addresses that were left has been taken back.
    public void awaitCleared() {
        await().atMost(LIMIT).until(() -> number("select count(*) from vacated") == 0);
    }

    public void leave(long uid, String address) {
        announceLeft(uid, address);
        await().atMost(LIMIT).until(() -> number("select count(*) from departed where uid = " + uid) == 1);
        awaitCleared();
    }

    public void announceLeft(long uid, String address) {
        var left = UserLeft.newBuilder()
                .setUid(uid)
                .setApp(app)
                .setAddress(address)
                .build();
        events().produce(Topic.USER_LEFT, Events.key(uid), left.toByteArray(), Map.of());
    }

    /// Everything, or nothing any more.
    public void block(long owner, long peer, boolean blocked) {
        block(owner, peer, blocked ? BlockKinds.kinds() : List.of());
    }

    public void block(long owner, long peer, List<BlockKind> kinds) {
        var updated = RelationshipUpdated.newBuilder()
                .setOwner(owner)
                .setPeer(peer)
                .setApp(app)
                .setBlocked(!kinds.isEmpty())
                .setBlockKinds(BlockKinds.mask(kinds))
                .build();
        events().produce(Topic.RELATIONSHIP_UPDATED, Events.key(owner, peer), updated.toByteArray(), Map.of());
        await().atMost(LIMIT)
                .until(() -> number("select count(*) from block where owner = " + owner + " and peer = " + peer)
                        == (kinds.contains(BlockKind.PROFILE) ? 1 : 0));
    }

    public void awaitDirectory(long uid) {
        await().atMost(LIMIT).until(() -> number("select count(distinct uid) from directory where uid = " + uid) == 1);
    }

    public String token(long uid) {
        return TestTokens.user(uid, app, "d1");
    }

    /// The answer of a sync that is taken.
    public JsonPath sync(long uid, Map<String, ?> body) {
        return trySync(uid, body).statusCode(200).extract().jsonPath();
    }

    public ValidatableResponse trySync(long uid, Map<String, ?> body) {
        return given().urlEncodingEnabled(false)
                .auth()
                .oauth2(token(uid))
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/contacts:sync")
                .then();
    }

    /// Puts these addresses into the book with the usual levels.
    public JsonPath add(long uid, String... addresses) {
        return sync(uid, Map.of("mode", "replace", "add", List.of(addresses)));
    }

    public void choose(long uid, String discoverability) {
        given().urlEncodingEnabled(false)
                .auth()
                .oauth2(token(uid))
                .contentType(ContentType.JSON)
                .body(Map.of("discoverability", discoverability))
                .put("/v1/account/discoverability")
                .then()
                .statusCode(200);
    }

    /// Waits until everybody has been told and everything has been published.
    public void awaitQuiet() {
        await().atMost(LIMIT)
                .until(() -> number("select (select count(*) from join_job) + (select count(*) from outbox)") == 0);
    }

    /// All `contact.joined` of this app, once all is quiet.
    public List<ContactJoined> notices() {
        awaitQuiet();
        return all(Topic.CONTACT_JOINED, ContactJoined.parser()::parseFrom).stream()
                .filter(notice -> notice.getApp().equals(app))
                .toList();
    }

    /// All `contacts.matched` of this app, once all is quiet.
    public List<ContactsMatched> matched() {
        awaitQuiet();
        return all(Topic.CONTACTS_MATCHED, ContactsMatched.parser()::parseFrom).stream()
                .filter(event -> event.getApp().equals(app))
                .toList();
    }

    /// `contact.joined` that this user got, once all is quiet.
    public List<ContactJoined> noticesTo(long recipient) {
        return notices().stream()
                .filter(notice -> notice.getRecipient() == recipient)
                .toList();
    }

    /// `contacts.matched` of this user's book, once all is quiet.
    public List<ContactsMatched> matchedOf(long owner) {
        return matched().stream().filter(event -> event.getOwner() == owner).toList();
    }

    private interface Parse<T> {
        T parse(byte[] value) throws InvalidProtocolBufferException;
    }

    private <T> List<T> all(Topic topic, Parse<T> parser) {
        var values = new ArrayList<T>();
        for (ConsumerRecord<byte[], byte[]> record : events().all(topic)) {
            try {
                values.add(parser.parse(record.value()));
            } catch (InvalidProtocolBufferException e) {
                throw new AssertionError(e);
            }
        }
        return values;
    }

    public Connection database() {
        try {
            var port = ConfigProvider.getConfig().getValue("KITH_POSTGRES_PORT", Integer.class);
            return new Databases(port).connect(database, Part.CONTACTS.label());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    public long number(String sql) {
        try (var connection = database();
                var statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    public void execute(String sql) {
        try (var connection = database();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }
}
