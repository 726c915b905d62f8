package dev.kith.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.local.testing.LocalStack;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Nobody can tell why somebody is not reachable: by the answer of any call, by its length, or by the time it takes.
@ExtendWith(RunningKith.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnreachableTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int SAMPLES = 60;
    /// So many that none of them calls too often.
    private static final int CALLERS = 8;

    /// Behind each address is somebody else, or nobody.
    private enum Why {
        NO_SUCH_NUMBER,
        FINDABLE_BY_NOBODY,
        FINDABLE_BY_CONTACTS_ONLY,
        HAS_BLOCKED_THE_CALLER,
        ERASED,
        OF_ANOTHER_APP
    }

    private Api api;
    private URI gateway;
    private Api.App app;
    private List<Api.User> callers;
    private Api.User witness;
    private final Map<Why, String> addresses = new EnumMap<>(Why.class);
    private final Random random = new Random();
    private long strangersUid;

    /// A witness, to whom the same is done before, sees when all services have heard of it.
    @BeforeAll
    void hide(LocalStack stack) {
        api = new Api(stack);
        gateway = stack.gatewayUrl();
        app = api.newApp();
        callers = Stream.generate(() -> api.newUser(app)).limit(CALLERS).toList();
        witness = api.newUser(app);
        addresses.put(Why.NO_SUCH_NUMBER, Api.newNumber());
        addresses.put(Why.FINDABLE_BY_NOBODY, hidden("nobody"));
        addresses.put(Why.FINDABLE_BY_CONTACTS_ONLY, hidden("contacts"));
        addresses.put(Why.HAS_BLOCKED_THE_CALLER, blocking());
        addresses.put(Why.ERASED, erased());
        var foreign = api.newApp();
        var stranger = api.newUser(foreign);
        awaitSeen(api.newUser(foreign), stranger.address(), true);
        addresses.put(Why.OF_ANOTHER_APP, stranger.address());
    }

    private String hidden(String discoverability) {
        var user = seen();
        strangersUid = user.uid();
        api.send(
                        "PUT",
                        "/v1/account/discoverability",
                        user.token(),
                        "{\"discoverability\": \"" + discoverability + "\"}")
                .ok();
        return user.address();
    }

    private String blocking() {
        var user = seen();
        for (var blocked : Stream.concat(callers.stream(), Stream.of(witness)).toList()) {
            awaitSeen(user, blocked.address(), true);
            api.send("PUT", "/v1/relationships/" + path(blocked.address()), user.token(), "{\"blocked\": true}")
                    .ok();
        }
        awaitSeen(witness, user.address(), false);
        return user.address();
    }

    private String erased() {
        var user = seen();
        api.send("DELETE", "/v1/admin/users/" + user.uid(), app.adminToken(), null);
        awaitSeen(witness, user.address(), false);
        return user.address();
    }

    private Api.User seen() {
        var user = api.newUser(app);
        awaitSeen(witness, user.address(), true);
        return user;
    }

    private void awaitSeen(Api.User who, String address, boolean wanted) {
        await().atMost(LIMIT)
                .until(() ->
                        (api.get("/v1/profiles/" + path(address), who.token()).status() == 200) == wanted);
    }

    /// The calls that take an address.
    private enum Call {
        READ,
        BATCH,
        RELATE,
        WATCH,
        SYNC
    }

    @ParameterizedTest
    @EnumSource(Call.class)
    void isOneAnswerToTheByteWhateverTheReason(Call call) {
        var answers = new EnumMap<Why, String>(Why.class);
        addresses.forEach((why, address) -> answers.put(why, masked(call(call, callers.getFirst(), address), address)));

        assertThat(answers.values()).allMatch(answers.get(Why.NO_SUCH_NUMBER)::equals, answers.toString());
    }

    @Test
    void isOneFrameOnTheSocketWhateverTheReason() {
        var answers = new EnumMap<Why, String>(Why.class);
        try (var socket = JsonSocket.open(gateway)) {
            var id = new AtomicLong(hello(socket, callers.getFirst()));
            addresses.forEach((why, address) -> answers.put(why, send(socket, address, id.getAndIncrement())));
        }

        assertThat(answers.get(Why.NO_SUCH_NUMBER)).contains("\"unreachable\"");
        assertThat(answers.values()).allMatch(answers.get(Why.NO_SUCH_NUMBER)::equals, answers.toString());
    }

    @ParameterizedTest
    @EnumSource(Call.class)
    @Tag("slow") // and right only where little else runs
    void takesAsLongWhateverTheReason(Call call) {
        var samples = new Samples<Why>();

        for (int round = -5; round < SAMPLES; round++) {
            for (var why : inAnyOrder()) {
                var caller = callers.get(Math.floorMod(round, CALLERS));
                long began = System.nanoTime();
                var answer = call(call, caller, addresses.get(why));
                samples.add(round, why, System.nanoTime() - began);
                assertThat(answer.status()).isNotEqualTo(429);
            }
        }

        samples.assertAlike(Why.NO_SUCH_NUMBER);
    }

    @Test
    @Tag("slow")
    void takesAsLongOnTheSocketWhateverTheReason() {
        var samples = new Samples<Why>();
        for (var caller : callers) {
            try (var socket = JsonSocket.open(gateway)) {
                long id = hello(socket, api.signIn(app, caller.uid(), caller.address()));
                for (int round = -2; round < SAMPLES / CALLERS; round++) {
                    for (var why : inAnyOrder()) {
                        long began = System.nanoTime();
                        var answer = send(socket, addresses.get(why), id++);
                        samples.add(round, why, System.nanoTime() - began);
                        assertThat(answer).contains("unreachable");
                    }
                }
            }
        }

        samples.assertAlike(Why.NO_SUCH_NUMBER);
    }

    /// Another one each round: whatever the call before leaves behind, warm or busy, is left to each of them alike.
    private List<Why> inAnyOrder() {
        var order = new ArrayList<>(addresses.keySet());
        Collections.shuffle(order, random);
        return order;
    }

    @Test
    void givesNothingAwayByTryingUids() {
        var strangers = api.send(
                "POST", "/v1/profiles:batch", callers.getFirst().token(), "{\"uids\": [%d]}".formatted(strangersUid));
        var nobody = api.send(
                "POST",
                "/v1/profiles:batch",
                callers.getFirst().token(),
                "{\"uids\": [%d]}".formatted(Integer.MAX_VALUE));

        assertThat(strangers.status()).isEqualTo(200);
        assertThat(strangers.http().body().replace(String.valueOf(strangersUid), "UID"))
                .isEqualTo(nobody.http().body().replace(String.valueOf(Integer.MAX_VALUE), "UID"))
                .contains("unreachable");
    }

    private Api.Answer call(Call call, Api.User caller, String address) {
        return switch (call) {
            case READ -> api.get("/v1/profiles/" + path(address), caller.token());
            case BATCH ->
                api.send("POST", "/v1/profiles:batch", caller.token(), "{\"addresses\": [\"%s\"]}".formatted(address));
            case RELATE ->
                api.send("PUT", "/v1/relationships/" + path(address), caller.token(), "{\"subscribed\": true}");
            case WATCH ->
                api.send("PUT", "/v1/presence/watch", caller.token(), "{\"addresses\": [\"%s\"]}".formatted(address));
            case SYNC ->
                api.send(
                        "POST",
                        "/v1/contacts:sync",
                        caller.token(),
                        "{\"mode\": \"merge\", \"add\": [\"%s\"]}".formatted(address));
        };
    }

    private long hello(JsonSocket socket, Api.User who) {
        socket.text("{\"ref\": 1, \"hello\": {\"accessToken\": \"%s\"}}".formatted(who.token()));
        return socket.await(frame -> frame.has("welcome"))
                .getAsJsonObject("welcome")
                .getAsJsonObject("idBlock")
                .get("next")
                .getAsLong();
    }

    /// With the ref taken out.
    private static String send(JsonSocket socket, String address, long id) {
        int ref = (int) (id % 1_000_000) + 2;
        socket.text(
                "{\"ref\": %d, \"send\": {\"to\": \"%s\", \"id\": %d, \"text\": \"a\"}}".formatted(ref, address, id));
        var answer = socket.answer(ref);
        answer.remove("ref");
        return answer.toString();
    }

    /// Status, headers and body without what is of this call alone; each part keeps its length.
    private static String masked(Api.Answer answer, String address) {
        var headers = new TreeMap<>(answer.http().headers().map());
        var traceId = String.valueOf(headers.get("x-request-id"));
        headers.keySet().removeAll(List.of("date", "x-request-id"));
        var body = answer.http()
                .body()
                .replace(traceId.replaceAll("[\\[\\]]", ""), "TRACE")
                .replace(address, "ADDRESS")
                .replaceAll("\"checksum\":\"[0-9a-f]{16}\"", "CHECKSUM")
                .replaceAll("\"(version|entries|left)\":\\d+", "$1")
                .replaceAll("\"refillsAt\":\"[^\"]+\"", "REFILLS");
        headers.computeIfPresent(
                "content-length",
                (name, length) -> List.of("LENGTH " + (Integer.parseInt(length.getFirst()) + 16) / 32));
        return answer.status() + " " + headers + " " + body;
    }

    private static String path(String address) {
        return address.replace("+", "%2B");
    }
}
