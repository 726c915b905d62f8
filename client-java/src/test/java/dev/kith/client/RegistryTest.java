package dev.kith.client;

import static dev.kith.client.ScriptedServer.json;
import static dev.kith.client.ScriptedServer.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Value;
import dev.kith.contracts.socket.ContactJoinedEntry;
import dev.kith.contracts.socket.Entry;
import dev.kith.contracts.socket.ProfileChanged;
import dev.kith.contracts.socket.ServerFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTest extends KithTestCase {
    private static final String BOB = "+447700900123";

    @TempDir
    Path directory;

    @BeforeEach
    void keep() throws IOException {
        kith.setPath(directory);
    }

    @Test
    void knowsAProfileAfterARestartAndWithoutAConnection() throws Exception {
        var connection = online(0);
        connection.send(changed(
                BOB,
                3,
                Map.of(
                        "name",
                        text("Bob"),
                        "age",
                        Value.newBuilder().setNumberValue(42).build())));
        until(() -> told.profiles.size() == 1);
        restart();

        var stored = kith.getProfile(BOB);

        assertThat(stored.version()).isEqualTo(3);
        assertThat(stored.name()).hasValue("Bob");
        assertThat(stored.value("age", Long.class)).hasValue(42L);
        assertThat(stored).isEqualTo(kith.registry().all().get(0));
    }

    @Test
    void knowsWhatChangedWhileItWasAwayAndReadsOnFromThere() throws Exception {
        server.route(
                "GET /v1/profiles:changes",
                request -> json(page("c1", profile(BOB, 2, "Bob") + "," + profile("+1", 1, "Eve"))));
        online(0);
        until(() -> told.profiles.size() == 2);
        restart();
        server.route(
                "GET /v1/profiles:changes",
                request -> "c1".equals(request.getRequestUrl().queryParameter("cursor"))
                        ? json("{\"profiles\":[],\"gone\":[\"+1\"],\"groups\":[{\"group\":9,\"version\":1,"
                                + "\"fields\":{\"name\":\"Choir\"}}],\"cursor\":\"c2\",\"more\":false}")
                        : ScriptedServer.problem(400, "invalid-value"));
        online(0);
        until(() -> told.groupProfiles.size() == 1);
        restart();

        assertThat(kith.getProfile(BOB).name()).hasValue("Bob");
        assertThat(kith.getProfile("+1").version()).isZero();
        assertThat(kith.getProfile(9).displayName()).isEqualTo("Choir");
        assertThat(kith.registry().all()).hasSize(1);
    }

    @Test
    void tellsNoVersionAgainThatWasKnownBefore() throws Exception {
        var before = online(0);
        before.send(changed(BOB, 3, Map.of("name", text("Bob"))));
        until(() -> told.profiles.size() == 1);
        restart();
        var after = online(0);

        after.send(changed(BOB, 2, Map.of("name", text("Robert"))));
        after.send(changed(BOB, 3, Map.of("name", text("Bob"))));
        after.send(changed(BOB, 4, Map.of("name", text("Bobby"))));

        until(() -> !told.profiles.isEmpty());
        assertThat(told.profiles.get(0).name()).hasValue("Bobby");
    }

    @Test
    void callsPeopleAsTheUserDoes() throws Exception {
        var connection = online(0);
        connection.send(changed(BOB, 3, Map.of("name", text("Bob"))));
        until(() -> told.profiles.size() == 1);
        var saying =
                LocalProfile.EMPTY.withName("Uncle Bob").withPicture("bob.png").withField("birthday", "1 May");

        kith.registry().set(BOB, saying).get(10, TimeUnit.SECONDS);
        kith.registry().set(9, LocalProfile.EMPTY.withName("The choir")).get(10, TimeUnit.SECONDS);
        until(() -> told.profiles.size() == 2 && told.groupProfiles.size() == 1);
        connection.push(1, message(1, 11, "hi"));
        connection.acknowledgedUpTo(1);
        restart();

        var profile = kith.getProfile(BOB);
        var conversation =
                kith.messages().getConversations(9).get(10, TimeUnit.SECONDS).get(0);
        assertThat(profile.displayName()).isEqualTo("Uncle Bob");
        assertThat(profile.name()).hasValue("Bob");
        assertThat(profile.local()).hasValue(saying);
        assertThat(kith.getProfile(9).displayName()).isEqualTo("The choir");
        assertThat(conversation.name()).isEqualTo("Uncle Bob");
        assertThat(conversation.lastMessage().senderProfile().displayName()).isEqualTo("Uncle Bob");
    }

    @Test
    void forgetsWhatTheUserSaidAndKeepsWhatPeopleShow() throws Exception {
        var connection = online(0);
        connection.send(changed(BOB, 3, Map.of("name", text("Bob"))));
        until(() -> told.profiles.size() == 1);
        kith.registry().set(BOB, LocalProfile.EMPTY.withName("Uncle Bob"));
        kith.registry().set("+1", LocalProfile.EMPTY.withField("met", "in Rome"));

        kith.registry().remove(BOB).get(10, TimeUnit.SECONDS);
        kith.registry().set("+1", LocalProfile.EMPTY).get(10, TimeUnit.SECONDS);
        restart();

        assertThat(kith.registry().all()).extracting(Profile::displayName).containsExactly("Bob");
    }

    @Test
    void sortsNamesAsALanguageDoes() throws Exception {
        for (var name : new String[] {"Zoe", "Östen", "Olaf", "adam", "Ångström"}) {
            kith.registry()
                    .set("+" + name.length() + name.charAt(0), LocalProfile.EMPTY.withName(name))
                    .get(10, TimeUnit.SECONDS);
        }

        assertThat(kith.registry().sorted(Locale.GERMAN))
                .extracting(Profile::displayName)
                .containsExactly("adam", "Ångström", "Olaf", "Östen", "Zoe");
        assertThat(kith.registry().sorted(Locale.forLanguageTag("sv")))
                .extracting(Profile::displayName)
                .containsExactly("adam", "Olaf", "Zoe", "Ångström", "Östen");
    }

    @Test
    void hasFirstWithWhomThereWasAMessageLast() throws Exception {
        var connection = online(0);
        var later = message(2, 12, "later").toBuilder();
        later.getMessageBuilder().setSender("+1").setAcceptedAt(1_700_000_000_001L);
        var group = message(3, 13, "to all").toBuilder();
        group.getMessageBuilder().setGroup(9).setRecipient("").setAcceptedAt(1_700_000_000_002L);
        connection.push(3, message(1, 11, "first"), later.build(), group.build());
        connection.acknowledgedUpTo(3);

        assertThat(kith.registry().recent(9).get(10, TimeUnit.SECONDS))
                .extracting(Profile::address)
                .containsExactly("+1", BOB);
        assertThat(kith.registry().recent(1).get(10, TimeUnit.SECONDS)).hasSize(1);
    }

    @Test
    void keepsTheNameOfSomebodyWhoChangedTheirNumber() throws Exception {
        var connection = online(0);
        kith.registry().set(BOB, LocalProfile.EMPTY.withName("Uncle Bob")).get(10, TimeUnit.SECONDS);

        connection.push(
                1,
                Entry.newBuilder()
                        .setSeq(1)
                        .setContactJoined(ContactJoinedEntry.newBuilder()
                                .setAddress("+12025550199")
                                .setUid(9)
                                .setMovedFrom(BOB))
                        .build());
        connection.acknowledgedUpTo(1);
        restart();

        assertThat(kith.getProfile("+12025550199").displayName()).isEqualTo("Uncle Bob");
        assertThat(kith.getProfile(BOB).displayName()).isEqualTo(BOB);
    }

    @Test
    void forgetsEverybodyWithTheUser() throws Exception {
        var connection = online(0);
        connection.send(changed(BOB, 3, Map.of("name", text("Bob"))));
        until(() -> told.profiles.size() == 1);
        kith.registry().set("+1", LocalProfile.EMPTY.withName("Eve")).get(10, TimeUnit.SECONDS);
        kith.close();

        kith = another();
        kith.setAccessToken(ScriptedServer.token(900, 8));

        assertThat(kith.registry().all()).isEmpty();
    }

    @Test
    void givesNobodyWhatWasAskedForTheUserBefore() throws Exception {
        var asked = new CountDownLatch(1);
        var mayAnswer = new CountDownLatch(1);
        server.route("GET /v1/profiles/" + BOB, request -> {
            asked.countDown();
            try {
                mayAnswer.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            return json(profile(BOB, 2, "Bob"));
        });
        online(0);
        var fetched = kith.fetchProfile(BOB);
        asked.await(20, TimeUnit.SECONDS);

        kith.setAccessToken(ScriptedServer.token(900, 8));
        until(() -> kith.getConnectionStatus() == ConnectionStatus.STOPPED);
        kith.registry().set("+1", LocalProfile.EMPTY.withName("Eve")).get(10, TimeUnit.SECONDS);
        mayAnswer.countDown();
        fetched.get(10, TimeUnit.SECONDS);

        assertThat(kith.registry().all()).extracting(Profile::address).containsExactly("+1");
    }

    private void restart() throws IOException {
        kith.close();
        kith = another();
    }

    private Kith another() throws IOException {
        var next = new Kith();
        told = new Recorder();
        next.setServer(server.url());
        next.setAccessToken(ScriptedServer.token(900), "refresh-1");
        next.addListener(told);
        next.setPath(directory);
        return next;
    }

    private static ServerFrame.Builder changed(String address, long version, Map<String, Value> fields) {
        return ServerFrame.newBuilder()
                .setProfileChanged(ProfileChanged.newBuilder()
                        .setAddress(address)
                        .setVersion(version)
                        .putAllFields(fields));
    }

    private static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }

    private static String profile(String address, long version, String name) {
        return "{\"address\":\"" + address + "\",\"uid\":9,\"version\":" + version + ",\"fields\":{\"name\":\"" + name
                + "\"}}";
    }

    private static String page(String cursor, String profiles) {
        return "{\"profiles\":[" + profiles + "],\"gone\":[],\"cursor\":\"" + cursor + "\",\"more\":false}";
    }
}
