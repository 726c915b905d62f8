package dev.kith.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.local.testing.LocalStack;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// Of people who are no users no number is kept, whatever is done with it and however that goes.
@ExtendWith(RunningKith.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NumbersOfOthersTest {
    /// National numbers without their trunk zero, of a range that nothing else here uses, one for each thing to
    /// do.
    private static final List<String> NUMBERS =
            IntStream.range(0, 400).mapToObj("15177391%03d"::formatted).toList();

    private LocalStack stack;
    private Api api;
    private Api.App app;
    private Api.User alice;

    @BeforeAll
    void signUp(LocalStack running) {
        stack = running;
        api = new Api(stack);
        app = api.newApp();
        alice = api.newUser(app);
    }

    @Test
    void areKeptNowhere() {
        syncBooks();
        askForThem();
        failWithThem();
        writeToThem();
        var bob = api.newUser(app);

        // Waits until the event of his joining has gone all the way.
        api.get("/v1/contacts", bob.token()).ok();

        // Databases before topics: what an outbox does not have any more has been published.
        var traces = Traces.of(stack);

        assertThat(traces.of(List.of(bob.address().substring(1))))
                .as("where a user's own number stands, so the search finds what is there")
                .contains("table auth.public.app_user", "table contacts.public.directory", "topic user.joined");
        assertThat(traces.places()).contains("log contacts", "log gateway", "log auth", "topic contacts.matched");
        assertThat(traces.of(NUMBERS)).isEmpty();
    }

    private void syncBooks() {
        var spellings = Stream.of("+49%s", "0%s", "0049 %s", "49%s", "+49 (0) %s", "tel:+49%s")
                .map(form -> form.formatted(next()))
                .toList();
        sync(spellings);
        sync(Stream.of("0151 7739 1%s", "+49-151-77391-%s", "(0151) 77391/%s", "0151.77391.%s")
                .map(form -> form.formatted(next().substring(8)))
                .toList());
        sync(IntStream.range(0, 200).mapToObj(i -> "+49" + next()).toList());
        sync(Stream.of("0%s ext. 12", "+49%s,,3", "+49%s00000000", "0%s@", "+999%s", "**21*0%s#")
                .map(form -> form.formatted(next()))
                .toList());
        api.send("POST", "/v1/contacts:sync", alice.token(), "{\"remove\": [\"+49" + NUMBERS.get(2) + "\"]}")
                .ok();
        api.get("/v1/contacts", alice.token()).ok();
    }

    private void askForThem() {
        var path = "/v1/profiles/" + URLEncoder.encode("+49" + next(), StandardCharsets.UTF_8);
        assertThat(api.get(path, alice.token()).status()).isEqualTo(404);
        api.send("POST", "/v1/profiles:batch", alice.token(), "{\"addresses\": [\"+49" + next() + "\"]}");
        var relationship = "/v1/relationships/" + URLEncoder.encode("+49" + next(), StandardCharsets.UTF_8);
        api.send("PUT", relationship, alice.token(), "{\"levels\": [1]}");
        api.send("PUT", "/v1/presence/watch", alice.token(), "{\"addresses\": [\"+49" + next() + "\"]}");
    }

    private void failWithThem() {
        for (var body : List.of(
                "{\"mode\": \"merge\", \"add\": [\"+49" + next() + "\"], \"unknown\": 1}",
                "{\"mode\": \"merge\", \"add\": [\"+49" + next() + "\"",
                "{\"mode\": \"append\", \"add\": [\"+49" + next() + "\"]}",
                "{\"mode\": \"merge\", \"add\": [[\"+49" + next() + "\"]]}",
                "{\"mode\": \"merge\", \"+49" + next() + "\": []}",
                "{\"remove\": [\"+49" + next() + " ext. 1\"]}",
                "{\"base\": 99, \"mode\": \"merge\", \"add\": [\"+49" + next() + "\"]}",
                "{\"base\": \"+49" + next() + "\"}")) {
            assertThat(api.send("POST", "/v1/contacts:sync", alice.token(), body)
                            .status())
                    .isBetween(400, 499);
        }
        api.send("POST", "/v1/contacts:sync", null, "{\"add\": [\"+49" + next() + "\"]}");
        api.get("/v1/contacts?cursor=" + next(), alice.token());
        api.get("/v1/no-such-thing/" + next(), alice.token());
    }

    private void writeToThem() {
        try (var socket = JsonSocket.hello(stack.gatewayUrl(), alice.token())) {
            socket.text("{\"ref\": 2, \"send\": {\"to\": \"+49%s\", \"id\": 1048576, \"text\": \"hello\"}}"
                    .formatted(next()));
            assertThat(socket.answer(2).has("refused")).isTrue();
            socket.text("{\"ref\": 3, \"send\": {\"to\": \"+49%s\", \"nonsense\": 1}}".formatted(next()));
        }
    }

    private int used;

    private String next() {
        return NUMBERS.get(used++);
    }

    private void sync(List<String> entries) {
        var add = entries.stream().map(entry -> "\"" + entry + "\"").collect(Collectors.joining(","));
        api.send(
                        "POST",
                        "/v1/contacts:sync",
                        alice.token(),
                        "{\"mode\": \"merge\", \"region\": \"DE\", \"add\": [" + add + "]}")
                .ok();
    }
}
