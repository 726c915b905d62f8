package dev.kith.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.kith.contracts.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallsTest extends KithTestCase {
    @Test
    void signsUp() throws Exception {
        server.route("POST /v1/verifications", request -> ScriptedServer.json("{\"id\":\"v1\",\"expiresIn\":600}"));
        server.route("POST /v1/verifications/v1", request -> {
            assertThat(body(request))
                    .isEqualTo("{\"code\":\"123456\",\"device\":\"test\",\"name\":\"Carol\","
                            + "\"discoverability\":\"everyone\"}");
            return ScriptedServer.json("{\"uid\":21,\"device\":\"d1\",\"accessToken\":\"" + ScriptedServer.token(900)
                    + "\",\"refreshToken\":\"r\",\"expiresIn\":900,\"created\":true}");
        });

        var verification = kith.requestCode("app_1", "(202) 555-0123", "US").get(10, TimeUnit.SECONDS);
        var signIn = kith.confirmCode(verification, "123456", "test", new Newcomer("Carol", Discoverability.EVERYONE))
                .get(10, TimeUnit.SECONDS);

        assertThat(signIn.uid()).isEqualTo(21);
        assertThat(signIn.created()).isTrue();
        assertThat(kith.getUid()).hasValue(21);
    }

    @Test
    void refreshesAnExpiredTokenOnceForAllCallsAtOnce() throws Exception {
        var refreshes = new AtomicInteger();
        var fresh = ScriptedServer.token(900);
        kith.setAccessToken(ScriptedServer.token(-5), "refresh-1");
        server.route("POST /v1/tokens", request -> {
            refreshes.incrementAndGet();
            return ScriptedServer.json("{\"accessToken\":\"" + fresh + "\",\"refreshToken\":\"refresh-2\"}")
                    .setBodyDelay(100, TimeUnit.MILLISECONDS);
        });
        server.route(
                "GET /v1/profile",
                request -> request.getHeader("Authorization").equals("Bearer " + fresh)
                        ? ScriptedServer.json("{\"version\":1,\"fields\":{}}")
                        : ScriptedServer.problem(401, "token-expired"));

        var calls = IntStream.range(0, 8).mapToObj(i -> kith.getSelfProfile()).toList();
        for (var call : calls) {
            call.get(10, TimeUnit.SECONDS);
        }

        assertThat(refreshes).hasValue(1);
    }

    @Test
    void repeatsACallWhoseTokenIsRefusedWithAFreshOne() throws Exception {
        var fresh = ScriptedServer.token(900);
        server.route(
                "POST /v1/tokens",
                request -> ScriptedServer.json("{\"accessToken\":\"" + fresh + "\",\"refreshToken\":\"refresh-2\"}"));
        server.route(
                "GET /v1/profile",
                request -> request.getHeader("Authorization").equals("Bearer " + fresh)
                        ? ScriptedServer.json("{\"version\":4,\"fields\":{\"name\":{\"value\":\"Al\",\"levels\":[1]}}}")
                        : ScriptedServer.problem(401, "unauthenticated"));

        var profile = kith.getSelfProfile().get(10, TimeUnit.SECONDS);

        assertThat(profile.version()).isEqualTo(4);
        assertThat(profile.value("name")).hasValue("Al");
    }

    @Test
    void gathersWhatTheServerHoldsPageByPage() throws Exception {
        server.route(
                "GET /v1/account/export",
                request -> ScriptedServer.json("{\"account\":{\"uid\":7},\"parts\":["
                        + "{\"name\":\"contacts\",\"path\":\"/v1/contacts\"},"
                        + "{\"name\":\"presence\",\"path\":\"/v1/presence\"}]}"));
        server.route(
                "GET /v1/contacts",
                request -> "2".equals(request.getRequestUrl().queryParameter("cursor"))
                        ? ScriptedServer.json("{\"version\":4,\"page\":[{\"tag\":\"#b\"}]}")
                        : ScriptedServer.json("{\"version\":4,\"page\":[{\"tag\":\"#a\"}],\"next\":\"2\"}"));
        server.route("GET /v1/presence", request -> ScriptedServer.json("{\"mode\":\"visible\"}"));

        var export = kith.exportAccount().get(10, TimeUnit.SECONDS);

        assertThat(JsonParser.parseString(export))
                .isEqualTo(JsonParser.parseString("{\"account\":{\"uid\":7},\"contacts\":{\"version\":4,"
                        + "\"page\":[{\"tag\":\"#a\"},{\"tag\":\"#b\"}]},\"presence\":{\"mode\":\"visible\"}}"));
    }

    @Test
    void changesTheNumberAndEndsTheAccount() throws Exception {
        server.route("POST /v1/account/number", request -> {
            assertThat(body(request)).isEqualTo("{\"phone\":\"+12025550199\"}");
            return ScriptedServer.json("{\"id\":\"n1\",\"expiresIn\":600}");
        });
        server.route("POST /v1/account/number/n1", request -> ScriptedServer.json("{\"address\":\"+12025550199\"}"));
        server.route("DELETE /v1/account", request -> {
            assertThat(body(request)).isEqualTo("{\"address\":\"+12025550199\"}");
            return ScriptedServer.json("");
        });

        var verification = kith.requestNumber("+12025550199", null).get(10, TimeUnit.SECONDS);
        var address = kith.confirmNumber(verification, "123456").get(10, TimeUnit.SECONDS);
        kith.deleteAccount(address).get(10, TimeUnit.SECONDS);

        assertThat(address).isEqualTo("+12025550199");
        assertThat(failure(kith.getSelfProfile()).code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void showsAndErasesTracesByTheProofAlone() throws Exception {
        var erased = new AtomicInteger();
        server.route("POST /v1/traces", request -> ScriptedServer.json("{\"id\":\"t1\",\"expiresIn\":600}"));
        server.route("POST /v1/traces/t1", request -> ScriptedServer.json("{\"token\":\"proof\",\"expiresIn\":900}"));
        server.route("GET /v1/traces/books", request -> {
            assertThat(request.getHeader("Authorization")).isEqualTo("Bearer proof");
            return ScriptedServer.json(
                    erased.get() == 0 ? "{\"books\":3,\"refused\":false}" : "{\"books\":0,\"refused\":true}");
        });
        server.route("DELETE /v1/traces/books", request -> {
            erased.incrementAndGet();
            return ScriptedServer.json("");
        });

        var verification = kith.requestTraces("app_1", "+12025550123", null).get(10, TimeUnit.SECONDS);
        var before = kith.confirmTraces(verification, "123456").get(10, TimeUnit.SECONDS);
        var after = kith.eraseTraces(before).get(10, TimeUnit.SECONDS);

        assertThat(before.books()).isEqualTo(3);
        assertThat(after).isEqualTo(new Traces(0, true, "proof"));
        assertThat(before.toString()).doesNotContain("proof");
    }

    @Test
    void givesCodeDetailAndWaitOfARefusal() {
        server.route(
                "GET /v1/profile",
                request -> ScriptedServer.problem(429, "too-many").setHeader("Retry-After", "7"));

        var refusal = failure(kith.getSelfProfile());

        assertThat(refusal.code()).isEqualTo(ErrorCode.TOO_MANY);
        assertThat(refusal.detail()).isEqualTo("as scripted");
        assertThat(refusal.retryAfter()).hasValue(Duration.ofSeconds(7));
        assertThat(refusal.isAnswer()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"401, INTERNAL", "403, FORBIDDEN", "404, NOT_FOUND", "413, TOO_LARGE", "502, UNAVAILABLE"})
    void takesNoStatusAloneForWordOfTheDeviceOrOfPeople(int status, ErrorCode code) {
        server.route(
                "GET /v1/profile",
                request -> new MockResponse().setResponseCode(status).setBody("<html>Denied</html>"));

        var refusal = failure(kith.getSelfProfile());

        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.detail()).contains("HTTP status " + status);
    }

    @Test
    void comesBackWhenAServiceThatIsStartingSaysSo() throws Exception {
        var asked = new AtomicInteger();
        server.route(
                "GET /v1/profile",
                request -> asked.incrementAndGet() < 3
                        ? ScriptedServer.problem(503, "unavailable").setHeader("Retry-After", "1")
                        : ScriptedServer.json("{\"version\":4,\"fields\":{}}"));

        long began = System.nanoTime();
        var profile = kith.getSelfProfile().get(10, TimeUnit.SECONDS);

        assertThat(profile.version()).isEqualTo(4);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(2));
    }

    @Test
    void comesBackAlsoToTheTokensOfAServiceThatIsStarting() throws Exception {
        var asked = new AtomicInteger();
        var fresh = ScriptedServer.token(900);
        kith.setAccessToken(ScriptedServer.token(-5), "refresh-1");
        server.route(
                "POST /v1/tokens",
                request -> asked.incrementAndGet() < 2
                        ? ScriptedServer.problem(503, "unavailable").setHeader("Retry-After", "1")
                        : ScriptedServer.json("{\"accessToken\":\"" + fresh + "\",\"refreshToken\":\"refresh-2\"}"));
        server.route("GET /v1/profile", request -> ScriptedServer.json("{\"version\":4,\"fields\":{}}"));

        assertThat(kith.getSelfProfile().get(10, TimeUnit.SECONDS).version()).isEqualTo(4);
    }

    // Forty calls that wait; a client that gave each of them a thread would have at least as many.
    @Test
    void waitsForAServiceOnNoThread() throws Exception {
        var asked = new AtomicInteger();
        server.route(
                "GET /v1/profile",
                request -> asked.incrementAndGet() <= 40
                        ? ScriptedServer.problem(503, "unavailable").setHeader("Retry-After", "6")
                        : ScriptedServer.json("{\"version\":4,\"fields\":{}}"));

        var calls = IntStream.range(0, 40).mapToObj(i -> kith.getSelfProfile()).toList();
        until(() -> asked.get() == 40);

        until(() -> working("kith-answer") == 0);
        assertThat(calls).noneMatch(CompletableFuture::isDone);
        for (var call : calls) {
            assertThat(call.get(20, TimeUnit.SECONDS).version()).isEqualTo(4);
        }
    }

    // Those of the pool that have nothing to do wait for their queue.
    private static long working(String name) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().equals(name))
                .filter(thread -> Arrays.stream(thread.getValue())
                        .noneMatch(frame -> frame.getClassName().contains("SynchronousQueue")))
                .count();
    }

    @Test
    void givesUpAtOnceWhenItWouldHaveToWaitForTooLong() {
        var asked = new AtomicInteger();
        server.route("GET /v1/profile", request -> {
            asked.incrementAndGet();
            return ScriptedServer.problem(503, "unavailable").setHeader("Retry-After", "60");
        });

        var refusal = failure(kith.getSelfProfile());

        assertThat(refusal.retryAfter()).hasValue(Duration.ofSeconds(60));
        assertThat(asked).hasValue(1);
    }

    @Test
    void givesUpAfterAWhile() {
        var asked = new AtomicInteger();
        server.route("GET /v1/profile", request -> {
            asked.incrementAndGet();
            return ScriptedServer.problem(503, "unavailable").setHeader("Retry-After", "6");
        });

        var failure = kith.getSelfProfile()
                .handle((profile, refusal) -> KithException.from(refusal))
                .orTimeout(40, TimeUnit.SECONDS)
                .join();

        assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(asked.get()).isBetween(2, 3);
    }

    @Test
    void asksOnceWhenNoTimeToComeBackIsSaid() {
        var asked = new AtomicInteger();
        server.route("GET /v1/profile", request -> {
            asked.incrementAndGet();
            return ScriptedServer.problem(503, "unavailable");
        });

        assertThat(failure(kith.getSelfProfile()).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(asked).hasValue(1);
    }

    @Test
    void takesACodeThatItDoesNotKnowAsInternal() {
        server.route("GET /v1/profile", request -> ScriptedServer.problem(418, "of-next-year"));

        assertThat(failure(kith.getSelfProfile()).code()).isEqualTo(ErrorCode.INTERNAL);
    }

    // A port that is held and not listened at: nobody else can come to answer there, as at one that was given back.
    @Test
    void saysWhenNobodyAnswers() throws IOException {
        try (var held = new Socket()) {
            held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            kith.setServer("http://127.0.0.1:" + held.getLocalPort());

            var failure = failure(kith.getSelfProfile());

            assertThat(failure.isAnswer()).isFalse();
            assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        }
    }

    @Test
    void appliesAChangeToTheNewestVersionWhenAnotherDeviceWasFaster() throws Exception {
        server.route("GET /v1/profile", request -> ScriptedServer.json("{\"version\":2,\"fields\":{}}"));
        server.route(
                "PATCH /v1/profile",
                request -> request.getHeader("If-Match").equals("\"2\"")
                        ? ScriptedServer.json("{\"version\":3,\"fields\":" + fields(request) + "}")
                        : ScriptedServer.problem(412, "version-conflict"));
        var stale = new SelfProfile(1, "+1", Map.of(), Map.of());

        var now = kith.setSelfProfile(stale.with("status", "busy", Set.of(2)).withLevels("presence", Set.of()))
                .get(10, TimeUnit.SECONDS);

        assertThat(now.version()).isEqualTo(3);
        assertThat(now.value("status")).hasValue("busy");
    }

    @Test
    void listsRelationshipsPageByPage() throws Exception {
        server.route(
                "GET /v1/relationships",
                request -> request.getPath().contains("cursor=more")
                        ? ScriptedServer.json("{\"relationships\":[{\"address\":\"+2\",\"uid\":2,\"levels\":[],"
                                + "\"subscribed\":true,\"automatic\":true,\"block\":[\"calls\",\"of-next-year\"]}]}")
                        : ScriptedServer.json("{\"relationships\":[{\"address\":\"+1\",\"uid\":1,\"levels\":[1,2],"
                                + "\"expiresAt\":\"2035-01-01T00:00:00Z\",\"subscribed\":false,\"paired\":true}],"
                                + "\"cursor\":\"more\"}"));

        var all = kith.getRelationships().get(10, TimeUnit.SECONDS);

        assertThat(all).extracting(Relationship::address).containsExactly("+1", "+2");
        assertThat(all.get(0).levels()).containsExactly(1, 2);
        assertThat(all.get(0).expiresAt()).hasValue(java.time.Instant.parse("2035-01-01T00:00:00Z"));
        assertThat(all.get(0).paired()).isTrue();
        assertThat(all.get(1).automatic()).isTrue();
        assertThat(all.get(1).blocked()).containsExactly(BlockKind.CALLS);
    }

    @Test
    void turnsTheAutomaticContactOff() throws Exception {
        server.route("GET /v1/account/automatic-sync", request -> ScriptedServer.json("{\"automaticSync\":true}"));
        server.route("PUT /v1/account/automatic-sync", request -> {
            assertThat(body(request)).isEqualTo("{\"automaticSync\":false}");
            return ScriptedServer.json("{\"automaticSync\":false}");
        });

        assertThat(kith.getAutoContactSync().get(10, TimeUnit.SECONDS)).isTrue();
        kith.setAutoContactSync(false).get(10, TimeUnit.SECONDS);
    }

    @Test
    void sendsAndReadsValuesOfEveryType() throws Exception {
        server.route("GET /v1/profile", request -> ScriptedServer.json("{\"version\":2,\"fields\":{}}"));
        server.route(
                "PATCH /v1/profile",
                request -> ScriptedServer.json("{\"version\":3,\"fields\":" + fields(request) + "}"));
        var pair = Map.<String, Object>of("tags", java.util.List.of("a", 2L), "open", true);
        var phones = java.util.List.of(
                new SelfProfile.Opened("desk", Set.of(2)), new SelfProfile.Opened("mobile", Set.of(5)));

        var now = kith.setSelfProfile(SelfProfile.unchanged()
                        .with("age", 42)
                        .with("height", 1.75)
                        .with("pair", pair, Set.of(1))
                        .withValues("phone", phones))
                .get(10, TimeUnit.SECONDS);

        assertThat(now.fields().get("age").value()).isEqualTo(42L);
        assertThat(now.fields().get("height").value()).isEqualTo(1.75);
        assertThat(now.fields().get("pair").value()).isEqualTo(pair);
        assertThat(now.fields().get("phone").values()).isEqualTo(phones);
    }

    @Test
    void explainsWhatSomebodySees() throws Exception {
        server.route(
                "GET /v1/profiles/me/view-as/+447700900123",
                request -> ScriptedServer.json("{\"address\":\"+1\",\"viewer\":\"+447700900123\",\"version\":3,"
                        + "\"fields\":{\"age\":{\"visible\":true,\"value\":42,\"rule\":\"level\",\"level\":5,"
                        + "\"levels\":[2,5]},\"diary\":{\"visible\":false,\"rule\":\"owner-only\",\"levels\":[]}}}"));

        var view = kith.viewSelfProfileAs("+447700900123").get(10, TimeUnit.SECONDS);

        assertThat(view.fields().get("age")).isEqualTo(new ProfileView.Field(true, 42L, "level", 5, Set.of(2, 5)));
        assertThat(view.fields().get("diary"))
                .isEqualTo(new ProfileView.Field(false, null, "owner-only", null, Set.of()));
    }

    @Test
    void savesOnlyWhatWasChangedOfARelationship() throws Exception {
        var bodies = new java.util.concurrent.LinkedBlockingQueue<String>();
        server.route("PUT /v1/relationships/+447700900123", request -> {
            bodies.add(body(request));
            return ScriptedServer.json("{}");
        });

        kith.getProfile("+447700900123").setContact(true).subscribe(true).save().get(10, TimeUnit.SECONDS);
        kith.getProfile("+447700900123").block().save().get(10, TimeUnit.SECONDS);
        kith.getProfile("+447700900123").block(BlockKind.CALLS).save().get(10, TimeUnit.SECONDS);
        kith.getProfile("+447700900123").unblock().save().get(10, TimeUnit.SECONDS);
        kith.getProfile("+447700900123")
                .setContact(Duration.ofHours(24), 7)
                .save()
                .get(10, TimeUnit.SECONDS);

        assertThat(bodies.take())
                .contains("\"subscribed\":true", "\"levels\":[")
                .doesNotContain("blocked");
        assertThat(bodies.take()).isEqualTo("{\"blocked\":true}");
        assertThat(bodies.take()).isEqualTo("{\"block\":[\"calls\"]}");
        assertThat(bodies.take()).isEqualTo("{\"blocked\":false}");
        assertThat(bodies.take()).isEqualTo("{\"levels\":[7],\"expiresIn\":86400}");
    }

    @Test
    void sendsAFileAsItIsAndTellsWhatBecameOfIt(@TempDir Path directory) throws Exception {
        var file = Files.writeString(directory.resolve("book.csv"), "Name;Telefon\nBob;0151 1\nBob;0151 1\nX;1\n");
        server.route("POST /v1/contacts:import", request -> {
            assertThat(request.getRequestUrl().query()).isEqualTo("mode=merge&levels=1,4&subscribe=false&region=DE");
            assertThat(request.getHeader("Content-Type")).isEqualTo("text/csv");
            assertThat(body(request)).isEqualTo("Name;Telefon\nBob;0151 1\nBob;0151 1\nX;1\n");
            return ScriptedServer.json("{\"file\":{\"format\":\"csv\",\"encoding\":\"UTF-8\",\"separator\":\";\"},"
                    + "\"cards\":3,\"numbers\":3,\"matched\":[{\"address\":\"+2\",\"uid\":8},"
                    + "{\"card\":1,\"number\":1,\"line\":2,\"address\":\"+1\",\"uid\":7}],\"pending\":[],"
                    + "\"invalid\":[{\"card\":3,\"number\":1,\"line\":4,\"reason\":\"short-code\"}],"
                    + "\"duplicates\":[{\"card\":2,\"number\":1,\"line\":3,\"first\":1}],\"unmatched\":0,"
                    + "\"version\":4,\"entries\":2,\"quota\":{\"left\":9}}");
        });

        var result = kith.contactSynchronizer()
                .setRegion("DE")
                .setLevels(4, 1)
                .subscribe(false)
                .importFileAsUpdate(file)
                .get(10, TimeUnit.SECONDS);

        assertThat(result.file().separator()).isEqualTo(";");
        assertThat(result.matched())
                .containsExactly(new ContactImportResult.Match(new ContactImportResult.Place(1, 1, 2), "+1", 7));
        assertThat(result.newlyMatched())
                .extracting(ContactSyncResult.Match::uid)
                .containsExactly(8L);
        assertThat(result.invalid())
                .containsExactly(
                        new ContactImportResult.Rejected(new ContactImportResult.Place(3, 1, 4), "short-code"));
        assertThat(result.duplicates())
                .containsExactly(new ContactImportResult.Duplicate(new ContactImportResult.Place(2, 1, 3), 1));
    }

    @Test
    void sendsNoFileThatIsNoPhoneBook(@TempDir Path directory) throws Exception {
        var file = Files.writeString(directory.resolve("book.vcf"), "PK\003\004");

        var sent = kith.contactSynchronizer().importFile(file);

        assertThat(sent)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("Unpack");
        assertThat(kith.contactSynchronizer().importFile(directory.resolve("none.vcf")))
                .failsWithin(Duration.ofSeconds(10));
    }

    @Test
    void syncsABookInChunksAndPutsTheAnswersTogether() throws Exception {
        var book = IntStream.range(0, 10_003).mapToObj(i -> "n" + i).toList();
        server.route("POST /v1/contacts:sync", request -> {
            var sent = JsonParser.parseString(body(request)).getAsJsonObject();
            int size = sent.getAsJsonArray("add").size();
            return ScriptedServer.json(
                    size == 10_000
                            ? "{\"version\":1,\"matched\":[{\"index\":9999,\"address\":\"a\",\"uid\":1}],\"pending\":[5],"
                                    + "\"invalid\":[{\"index\":0,\"reason\":\"too-short\"}],\"quota\":{\"left\":3}}"
                            : "{\"version\":2,\"matched\":[{\"index\":2,\"address\":\"b\",\"uid\":2},"
                                    + "{\"address\":\"c\",\"uid\":3}],\"pending\":[],\"invalid\":[],"
                                    + "\"quota\":{\"left\":1,\"refillsAt\":\"2026-01-01T00:00:00Z\"}}");
        });

        var result = kith.contactSynchronizer().setRegion("DE").sync(book).get(10, TimeUnit.SECONDS);

        assertThat(result.version()).isEqualTo(2);
        assertThat(result.matched()).extracting(ContactSyncResult.Match::index).containsExactly(9_999, 10_002);
        assertThat(result.newlyMatched())
                .extracting(ContactSyncResult.Match::uid)
                .containsExactly(3L);
        assertThat(result.pending()).extracting(ContactSyncResult.Entry::index).containsExactly(5);
        assertThat(result.invalid())
                .extracting(ContactSyncResult.Rejected::reason)
                .containsExactly("too-short");
        assertThat(result.unmatched()).hasSize(10_003 - 4);
        until(() -> told.synced.stream().map(ContactsSynced::done).toList().equals(List.of(10_000, 10_003)));
        assertThat(told.synced.get(1).asResult()).hasValue(result);
    }

    @Test
    void sendsCollectedSyncsInTheirOrder() throws Exception {
        var modes = new java.util.concurrent.LinkedBlockingQueue<String>();
        server.route("POST /v1/contacts:sync", request -> {
            var sent = JsonParser.parseString(body(request)).getAsJsonObject();
            modes.add(sent.has("remove") ? "remove" : sent.get("mode").getAsString());
            return ScriptedServer.json("{\"version\":1,\"matched\":[],\"pending\":[],\"invalid\":[]}");
        });
        var contacts = kith.contactSynchronizer();

        contacts.sync(List.of("a"), false);
        contacts.syncAsUpdate(List.of("b"), false);
        var results = contacts.syncNow().get(10, TimeUnit.SECONDS);
        contacts.remove(List.of("a")).get(10, TimeUnit.SECONDS);

        assertThat(results).hasSize(2);
        assertThat(modes).containsExactly("replace", "merge", "remove");
    }

    @Test
    void listsWhatTheServerHoldsOfTheBook() throws Exception {
        server.route(
                "GET /v1/contacts",
                request -> request.getRequestUrl().queryParameter("cursor") == null
                        ? ScriptedServer.json(
                                "{\"version\":4,\"entries\":3,\"pending\":1,\"page\":[{\"tag\":\"00\","
                                        + "\"levels\":[1,2],\"subscribed\":true,\"pending\":false,\"address\":\"+1\",\"uid\":9},"
                                        + "{\"tag\":\"01\",\"levels\":[1],\"subscribed\":true,\"pending\":true}],\"next\":\"02\"}")
                        : ScriptedServer.json(
                                "{\"version\":4,\"entries\":3,\"pending\":1,\"page\":[{\"tag\":\"02\","
                                        + "\"levels\":[],\"subscribed\":false,\"pending\":false,\"address\":\"+2\",\"uid\":8}]}"));

        var book = kith.contactSynchronizer().list().get(10, TimeUnit.SECONDS);

        assertThat(book.entries()).isEqualTo(3);
        assertThat(book.contacts())
                .containsExactly(
                        new ContactBook.Contact("+1", 9, Set.of(1, 2), true),
                        new ContactBook.Contact("+2", 8, Set.of(), false));
    }

    // The tag was computed apart from the code: HMAC-SHA-256 of the address, its first 8 bytes.
    @Test
    void saysHowAnAddressStandsInTheBook() throws Exception {
        server.route(
                "GET /v1/contacts",
                request -> request.getRequestUrl().queryParameter("cursor") == null
                        ? ScriptedServer.json("{\"tagKey\":\"" + "0123456789abcdef".repeat(4)
                                + "\",\"page\":[{\"tag\":\"#00\",\"levels\":[]}],\"next\":\"02\"}")
                        : ScriptedServer.json("{\"tagKey\":\"" + "0123456789abcdef".repeat(4)
                                + "\",\"page\":[{\"tag\":\"#e895eba25b0eeda5\",\"levels\":[],\"pending\":true}]}"));

        var contacts = kith.contactSynchronizer();
        assertThat(contacts.standing("+442079460199").get(10, TimeUnit.SECONDS)).isEqualTo(ContactStanding.PENDING);
        assertThat(contacts.standing("+442079460198").get(10, TimeUnit.SECONDS)).isEqualTo(ContactStanding.NOT_IN_BOOK);
    }

    @Test
    void erasesTheBookAfterWhatWasSyncedBefore() throws Exception {
        var calls = new CopyOnWriteArrayList<String>();
        server.route("POST /v1/contacts:sync", request -> {
            calls.add("sync");
            return ScriptedServer.json("{\"version\":1,\"matched\":[],\"pending\":[],\"invalid\":[]}")
                    .setBodyDelay(200, TimeUnit.MILLISECONDS);
        });
        server.route("DELETE /v1/contacts", request -> {
            calls.add("erase");
            return ScriptedServer.json("");
        });

        kith.contactSynchronizer().sync(List.of("+1"));
        kith.contactSynchronizer().erase().get(10, TimeUnit.SECONDS);

        assertThat(calls).containsExactly("sync", "erase");
    }

    @Test
    void sendsNoPartOfABookAsAnotherUser() throws Exception {
        var calls = new AtomicInteger();
        var asked = new CountDownLatch(1);
        var mayAnswer = new CountDownLatch(1);
        server.route("POST /v1/contacts:sync", request -> {
            calls.incrementAndGet();
            asked.countDown();
            waitFor(mayAnswer);
            return ScriptedServer.json("{\"version\":1,\"matched\":[],\"pending\":[],\"invalid\":[]}");
        });
        var contacts = kith.contactSynchronizer();
        contacts.sync(List.of("collected"), false);
        var synced =
                contacts.sync(IntStream.range(0, 10_003).mapToObj(i -> "n" + i).toList());
        waitFor(asked);

        kith.setAccessToken(ScriptedServer.token(900, 8));
        mayAnswer.countDown();

        assertThat(failure(synced).code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(failure(contacts.syncNow()).code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(calls).hasValue(1);
    }

    @Test
    void listsDevicesAndSignsOutAnother() throws Exception {
        var gone = new AtomicInteger();
        server.route(
                "GET /v1/devices",
                request -> ScriptedServer.json("{\"devices\":[{\"id\":\"d1\",\"name\":\"laptop\","
                        + "\"createdAt\":\"2035-01-01T00:00:00Z\",\"seenAt\":\"2035-01-02T00:00:00Z\","
                        + "\"current\":true}]}"));
        server.route("DELETE /v1/devices/d2", request -> {
            gone.incrementAndGet();
            return ScriptedServer.json("");
        });

        var devices = kith.getDevices().get(10, TimeUnit.SECONDS);
        kith.signOutDevice("d2").get(10, TimeUnit.SECONDS);

        assertThat(devices)
                .containsExactly(new OwnDevice(
                        "d1",
                        "laptop",
                        Instant.parse("2035-01-01T00:00:00Z"),
                        Instant.parse("2035-01-02T00:00:00Z"),
                        true));
        assertThat(gone).hasValue(1);
    }

    @Test
    void hidesThePresenceOfTheUser() throws Exception {
        var mode = new AtomicReference<>("visible");
        server.route("GET /v1/presence", request -> ScriptedServer.json("{\"mode\":\"" + mode.get() + "\"}"));
        server.route("PUT /v1/presence", request -> {
            mode.set(body(request).contains("\"invisible\"") ? "invisible" : "visible");
            return ScriptedServer.json("{\"mode\":\"" + mode.get() + "\"}");
        });

        assertThat(kith.getVisible().get(10, TimeUnit.SECONDS)).isTrue();
        kith.setVisible(false).get(10, TimeUnit.SECONDS);

        assertThat(kith.getVisible().get(10, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void saysWhomItWatchesAndHowTheyAre() throws Exception {
        server.route(
                "PUT /v1/presence/watch",
                request -> ScriptedServer.json("{\"presence\":[{\"address\":\"+1\",\"online\":true},"
                        + "{\"address\":\"+2\",\"code\":\"unreachable\"}],\"leaseSeconds\":120}"));

        var watched = kith.watchPresence(List.of("+1", "+2")).get(10, TimeUnit.SECONDS);

        assertThat(watched.presences()).containsExactly(new Presence("+1", true, null));
        assertThat(watched.unreachable()).containsExactly("+2");
        until(() -> told.presences.size() == 1);
    }

    @Test
    void tellsWhatChangedWhileItWasAway() throws Exception {
        server.route(
                "GET /v1/profiles:changes",
                request -> ScriptedServer.json("{\"profiles\":[{\"address\":\"+1\",\"uid\":9,\"version\":3,"
                        + "\"fields\":{\"name\":\"Bob\"}}],\"gone\":[],\"cursor\":\"c2\",\"more\":false}"));

        online(0);

        until(() -> told.profiles.size() == 1);
        assertThat(told.profiles.get(0).name()).hasValue("Bob");
    }

    @Test
    void takesTheNextUserOfAnAddressForAnother() throws Exception {
        var pages = new java.util.concurrent.ConcurrentLinkedQueue<>(List.of(
                "{\"profiles\":[{\"address\":\"+1\",\"uid\":9,\"version\":7,\"fields\":{\"name\":\"Bob\"}}],"
                        + "\"gone\":[],\"cursor\":\"c2\",\"more\":true}",
                "{\"profiles\":[],\"gone\":[\"+1\"],\"cursor\":\"c3\",\"more\":true}",
                "{\"profiles\":[{\"address\":\"+1\",\"uid\":12,\"version\":1,\"fields\":{\"name\":\"Eve\"}}],"
                        + "\"gone\":[],\"cursor\":\"c4\",\"more\":false}"));
        server.route("GET /v1/profiles:changes", request -> ScriptedServer.json(pages.remove()));

        online(0);

        until(() -> told.profiles.size() == 3);
        assertThat(told.profiles)
                .extracting(profile -> profile.name().orElse("nobody"))
                .containsExactly("Bob", "nobody", "Eve");
    }

    private static String fields(RecordedRequest request) {
        return JsonParser.parseString(body(request))
                .getAsJsonObject()
                .get("fields")
                .toString();
    }

    private static String body(RecordedRequest request) {
        return request.getBody().readUtf8();
    }

    private static KithException failure(CompletableFuture<?> future) {
        try {
            future.get(10, TimeUnit.SECONDS);
        } catch (Exception failed) {
            return KithException.from(failed);
        }
        throw new AssertionError("no failure");
    }
}
