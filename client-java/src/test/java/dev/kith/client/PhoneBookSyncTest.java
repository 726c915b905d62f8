package dev.kith.client;

import static dev.kith.client.ScriptedServer.json;
import static dev.kith.client.ScriptedServer.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.kith.client.phonebook.AddressBookSource;
import dev.kith.client.phonebook.AddressBookSource.Contact;
import dev.kith.client.phonebook.PhoneBookReader;
import dev.kith.contracts.ErrorCode;
import dev.kith.contracts.socket.ContactJoinedEntry;
import dev.kith.contracts.socket.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhoneBookSyncTest extends KithTestCase {
    private static final String BOB = "+447700900123";
    private static final Contact BOB_AS_SAVED = new Contact("Bob from work", "+44 7700 900123");
    private static final Contact EVE_AS_SAVED = new Contact("Eve", "0151 23456789");

    @TempDir
    Path directory;

    /** Who can be reached, by the numbers as they are written. */
    private final Map<String, String> reachable = new ConcurrentHashMap<>();

    private final List<JsonObject> calls = new CopyOnWriteArrayList<>();
    private volatile long oldestBase;
    private final AtomicLong version = new AtomicLong();

    @BeforeEach
    void aBookAtTheServer() throws IOException {
        kith.setPath(directory);
        server.route("POST /v1/contacts:sync", this::sync);
    }

    @Test
    void sendsNumbersAndNoNamesAndOnlyTheDifferenceAfterARestart() throws Exception {
        reachable.put(BOB_AS_SAVED.number(), BOB);
        var first = sync(BOB_AS_SAVED, EVE_AS_SAVED);
        restart();

        var same = sync(BOB_AS_SAVED, new Contact("Eve", "0151/23 45 67 89"));
        var changed = sync(BOB_AS_SAVED, new Contact("Mum", "+1 202 555 0199"));

        assertThat(first.uploaded().matched())
                .extracting(ContactSyncResult.Match::address)
                .containsExactly(BOB);
        assertThat(first.uploaded().unmatched())
                .extracting(ContactSyncResult.Entry::given)
                .containsExactly(EVE_AS_SAVED.number());
        assertThat(same.unchanged()).isEqualTo(2);
        assertThat(changed)
                .extracting(BookSync::entries, BookSync::unchanged, BookSync::removed)
                .containsExactly(2, 1, 1);
        assertThat(calls)
                .extracting(PhoneBookSyncTest::words)
                .containsExactly(
                        "+[+44 7700 900123, 0151 23456789] on null",
                        "+[] on 1",
                        "-[0151 23456789] on 2",
                        "+[+1 202 555 0199] on 3");
        assertThat(calls.toString()).doesNotContain("Bob", "Eve", "Mum");
    }

    @Test
    void callsPeopleAsTheUserSavedThem() throws Exception {
        reachable.put(BOB_AS_SAVED.number(), BOB);
        sync(BOB_AS_SAVED, EVE_AS_SAVED);
        until(() -> !told.profiles.isEmpty());
        var toldOf = told.profiles.get(0);
        restart();
        var profile = kith.getProfile(BOB);
        sync(new Contact("Bobby", "+44 7700 900123"));
        var renamed = kith.getProfile(BOB);
        kith.registry().preferPhoneBook(false);
        var withoutAName = kith.getProfile(BOB);
        sync();

        assertThat(toldOf.displayName()).isEqualTo("Bob from work");
        assertThat(profile.displayName()).isEqualTo("Bob from work");
        assertThat(renamed.displayName()).isEqualTo("Bobby");
        assertThat(withoutAName.displayName()).isEqualTo("Bobby");
        assertThat(kith.getProfile(BOB).displayName()).isEqualTo(BOB);
        assertThat(kith.registry().all()).isEmpty();
    }

    @Test
    void letsTheUserChooseBetweenTheNameInTheBookAndTheirOwn() throws Exception {
        reachable.put(BOB_AS_SAVED.number(), BOB);
        server.route(
                "GET /v1/profiles/" + BOB,
                request -> json("{\"address\":\"" + BOB + "\",\"version\":1,\"fields\":{\"name\":\"Robert\"}}"));
        sync(BOB_AS_SAVED);
        kith.fetchProfile(BOB).get(10, TimeUnit.SECONDS);
        var first = kith.getProfile(BOB);
        kith.registry().preferPhoneBook(false);

        assertThat(first.displayName()).isEqualTo("Bob from work");
        assertThat(kith.getProfile(BOB).displayName()).isEqualTo("Robert");
        assertThat(kith.getProfile(BOB).bookName()).hasValue("Bob from work");
    }

    @Test
    void callsWhoJoinsAsTheBookDoes() throws Exception {
        sync(EVE_AS_SAVED, new Contact("Another", "0151 23456780"));
        var connection = online(0);

        connection.push(1, joined(1, "+4915123456789", ""));
        connection.acknowledgedUpTo(1);
        connection.push(2, joined(2, "+12025550199", "+4915123456789"));
        connection.acknowledgedUpTo(2);
        restart();

        assertThat(kith.registry().all())
                .extracting(Profile::address, Profile::displayName)
                .containsExactly(tuple("+12025550199", "Eve"));
        var again = sync(EVE_AS_SAVED);
        assertThat(again.unchanged()).isEqualTo(1);
        assertThat(kith.getProfile("+12025550199").displayName()).isEqualTo("Eve");
    }

    @Test
    void sendsAllAgainWhenTheServerHasForgottenTheBook() throws Exception {
        sync(BOB_AS_SAVED, EVE_AS_SAVED);
        oldestBase = 10;
        version.set(10);

        var again = sync(BOB_AS_SAVED);

        assertThat(again.unchanged()).isZero();
        assertThat(again.removed()).isEqualTo(1);
        assertThat(calls.subList(1, calls.size()))
                .extracting(PhoneBookSyncTest::words)
                .containsExactly("-[0151 23456789] on 1", "-[0151 23456789] on null", "+[+44 7700 900123] on 11");
    }

    @Test
    void goesOnBehindThePartThatWasAnswered() throws Exception {
        var many = IntStream.range(0, 10_001)
                .mapToObj(i -> new Contact("n" + i, "+1202555" + i))
                .toArray(Contact[]::new);
        server.route("POST /v1/contacts:sync", request -> calls.size() == 1 ? problem(500, "internal") : sync(request));

        var failure = kith.contactSynchronizer()
                .syncBook(() -> List.of(many))
                .handle((done, why) -> why)
                .get(20, TimeUnit.SECONDS);
        server.route("POST /v1/contacts:sync", this::sync);
        restart();
        var rest = sync(many);

        assertThat(KithException.from(failure).code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(rest.unchanged()).isEqualTo(10_000);
        assertThat(calls.get(1).getAsJsonArray("add")).hasSize(1);
    }

    @Test
    void sendsEveryEntryAgainForOtherLevels() throws Exception {
        sync(BOB_AS_SAVED);
        kith.contactSynchronizer().setLevels(1);

        assertThat(sync(BOB_AS_SAVED).unchanged()).isZero();
        assertThat(sync(BOB_AS_SAVED).unchanged()).isEqualTo(1);
    }

    @Test
    void takesNobodyAwayWhoIsThereInAnotherSpelling() throws Exception {
        sync(EVE_AS_SAVED, new Contact("Eve", "+49 (0)151 23456789"));

        var one = sync(new Contact("Eve", "+4915123456789"));

        assertThat(one.removed()).isZero();
        assertThat(one.unchanged()).isEqualTo(1);
    }

    @Test
    void takesAwayNothingWhenTheAddressBookCannotBeRead() throws Exception {
        sync(BOB_AS_SAVED);

        var failure = kith.contactSynchronizer()
                .syncBook(() -> {
                    throw new IOException("no permission");
                })
                .handle((done, why) -> why)
                .get(20, TimeUnit.SECONDS);

        assertThat(KithException.from(failure).code()).isEqualTo(ErrorCode.INVALID_VALUE);
        assertThat(calls).hasSize(1);
    }

    @Test
    void takesAFileOfContacts() throws Exception {
        reachable.put("+44 7700 900123", BOB);
        var card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bob\r\nTEL:+44 7700 900123\r\nEND:VCARD\r\n";

        var done = kith.contactSynchronizer()
                .syncBook(new PhoneBookReader().read(card.getBytes(StandardCharsets.UTF_8)))
                .get(20, TimeUnit.SECONDS);

        assertThat(done.uploaded().matched()).hasSize(1);
        assertThat(kith.getProfile(BOB).displayName()).isEqualTo("Bob");
    }

    private BookSync sync(Contact... contacts) throws Exception {
        AddressBookSource book = () -> List.of(contacts);
        return kith.contactSynchronizer().syncBook(book).get(20, TimeUnit.SECONDS);
    }

    private MockResponse sync(RecordedRequest request) {
        var call = JsonParser.parseString(request.getBody().readUtf8()).getAsJsonObject();
        calls.add(call);
        if (call.has("base") && call.get("base").getAsLong() < oldestBase) {
            return problem(409, "base-unknown");
        }
        var matched = new JsonArray();
        var numbers = list(call, "add");
        for (int i = 0; i < numbers.size(); i++) {
            var address = reachable.get(numbers.get(i));
            if (address != null) {
                var match = new JsonObject();
                match.addProperty("index", i);
                match.addProperty("address", address);
                match.addProperty("uid", 9);
                matched.add(match);
            }
        }
        return json("{\"version\":" + version.incrementAndGet() + ",\"matched\":" + matched
                + ",\"pending\":[],\"invalid\":[]}");
    }

    /** What a call adds or removes, on which base. */
    private static String words(JsonObject call) {
        var what = call.has("remove") ? "-" + list(call, "remove") : "+" + list(call, "add");
        return what + " on " + (call.has("base") ? call.get("base").getAsString() : null);
    }

    private static List<String> list(JsonObject call, String name) {
        return call.has(name)
                ? call.getAsJsonArray(name).asList().stream()
                        .map(one -> one.getAsString())
                        .toList()
                : List.of();
    }

    private static Entry joined(long seq, String address, String movedFrom) {
        return Entry.newBuilder()
                .setSeq(seq)
                .setContactJoined(ContactJoinedEntry.newBuilder()
                        .setAddress(address)
                        .setUid(9)
                        .setMovedFrom(movedFrom)
                        .setMove(movedFrom.isEmpty() ? 0 : seq))
                .build();
    }

    private void restart() throws IOException {
        kith.close();
        kith = new Kith();
        told = new Recorder();
        kith.setServer(server.url());
        kith.setAccessToken(ScriptedServer.token(900), "refresh-1");
        kith.addListener(told);
        kith.setPath(directory);
    }
}
