package dev.kith.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.contracts.socket.RequestAnswered;
import dev.kith.contracts.socket.ServerFrame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Strangers who ask to be let in. */
class RequestsTest extends KithTestCase {
    @Test
    void listsWhoAsksOverAllPages() throws Exception {
        server.route(
                "GET /v1/requests",
                request -> ScriptedServer.json(
                        request.getPath().contains("cursor")
                                ? "{\"requests\":[{\"address\":\"b\",\"since\":\"2035-01-01T00:00:00Z\"}]}"
                                : "{\"requests\":[{\"address\":\"a\",\"since\":\"2035-01-02T00:00:00Z\"}],\"cursor\":\"c\"}"));

        assertThat(kith.requests().list().get(10, TimeUnit.SECONDS))
                .containsExactly(
                        new MessageRequest("a", Instant.parse("2035-01-02T00:00:00Z")),
                        new MessageRequest("b", Instant.parse("2035-01-01T00:00:00Z")));
    }

    @Test
    void acceptsAndDeclines() throws Exception {
        var bodies = new ArrayList<String>();
        server.route("POST /v1/requests/+49", request -> {
            bodies.add(request.getBody().readUtf8());
            return ScriptedServer.json("");
        });

        kith.requests().accept("+49").get(10, TimeUnit.SECONDS);
        kith.requests().decline("+49").get(10, TimeUnit.SECONDS);

        assertThat(bodies).containsExactly("{\"answer\":\"accept\"}", "{\"answer\":\"decline\"}");
    }

    @Test
    void marksMessagesAndTellsWhatAnotherDeviceAnswers() throws Exception {
        var answers = new CopyOnWriteArrayList<String>();
        kith.addListener(new KithListener() {
            @Override
            public void onRequestAnswered(String address, boolean accepted) {
                answers.add(address + " " + accepted);
            }
        });
        var connection = online(0);
        var asks = ScriptedServer.message(1, 11, "let me in").toBuilder();
        asks.getMessageBuilder().setRequest(true);

        connection.push(2, asks.build(), ScriptedServer.message(2, 12, "hello"));
        for (var answer : List.of(RequestAnswered.Answer.ACCEPTED, RequestAnswered.Answer.DECLINED)) {
            connection.send(ServerFrame.newBuilder()
                    .setRequestAnswered(
                            RequestAnswered.newBuilder().setAddress("a").setAnswer(answer)));
        }

        until(() -> answers.size() == 2 && told.messages.size() == 2);
        assertThat(answers).containsExactly("a true", "a false");
        assertThat(told.messages).extracting(Message::request).containsExactly(true, false);
    }
}
