package dev.kith.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HistoryTest extends KithTestCase {
    private static final String HELLO = "{\"id\":\"18446744073709551615\",\"sender\":\"bob\",\"recipient\":\"alice\","
            + "\"acceptedAt\":1700000000000,\"status\":\"RECEIVED_NEW\",\"text\":\"Hello\",\"replyTo\":\"7\","
            + "\"properties\":{\"a\":\"b\"},\"edited\":true,\"reactions\":{\"carol\":\"+\"},\"new\":1}";
    private static final String BYTES = "{\"id\":\"8\",\"sender\":\"alice\",\"recipient\":\"bob\","
            + "\"acceptedAt\":1600000000000,\"status\":\"DELIVERED\",\"data\":\"AQI=\",\"properties\":{},\"call\":\"VIDEO\"}";

    @Test
    void readsPageAfterPageOfWhatIsAskedFor() throws Exception {
        var asked = new ArrayList<String>();
        server.route("GET /v1/messages", request -> {
            asked.add(request.getRequestUrl().query());
            return ScriptedServer.json(
                    asked.size() == 1
                            ? "{\"messages\":[" + HELLO + "],\"cursor\":\"c1\",\"incomplete\":true}"
                            : "{\"messages\":[" + BYTES + "]}");
        });

        var query = HistoryQuery.all().withPeer("bob").withWords("a b").withLimit(7);
        var first = answer(kith.history().read(query));
        var second = answer(kith.history().read(first.next().orElseThrow()));

        assertThat(asked.get(0)).contains("limit=7", "peer=bob", "q=a b").doesNotContain("cursor");
        assertThat(asked.get(1)).contains("limit=7", "peer=bob", "q=a b", "cursor=c1");
        assertThat(first.incomplete()).isTrue();
        var hello = first.messages().get(0);
        assertThat(hello.id()).isEqualTo(-1);
        assertThat(hello.peer()).isEqualTo("bob");
        assertThat(hello.isOwn()).isFalse();
        assertThat(hello.asText()).contains("Hello");
        assertThat(hello.params().replyTo()).isEqualTo(7);
        assertThat(hello.params().properties()).containsEntry("a", "b");
        assertThat(hello.edited()).isTrue();
        assertThat(hello.forwarded()).isFalse();
        assertThat(hello.reactions()).containsEntry("carol", "+");
        assertThat(second.next()).isEmpty();
        assertThat(second.incomplete()).isFalse();
        assertThat(second.messages().get(0).data().remaining()).isEqualTo(2);
        assertThat(second.messages().get(0).isOwn()).isTrue();
        assertThat(second.messages().get(0).call()).isEqualTo(CallKind.VIDEO);
        assertThat(hello.call()).isNull();
    }

    @Test
    void sumsUpConversations() throws Exception {
        server.route(
                "GET /v1/messages/summary",
                request -> ScriptedServer.json(
                        request.getPath().contains("cursor=c1")
                                ? "{\"conversations\":[]}"
                                : "{\"conversations\":[{\"peer\":\"bob\",\"lastMessage\":" + HELLO
                                        + ",\"unread\":3}],\"cursor\":\"c1\"}"));

        var first = answer(kith.history().summary());
        var second = answer(kith.history().summary(first.cursor().orElseThrow()));

        assertThat(first.conversations()).extracting(Conversation::peer).containsExactly("bob");
        assertThat(first.conversations()).extracting(Conversation::unread).containsExactly(3L);
        assertThat(first.conversations().get(0).lastMessage().asText()).contains("Hello");
        assertThat(second.conversations()).isEmpty();
        assertThat(second.cursor()).isEmpty();
    }

    private static <T> T answer(CompletableFuture<T> future) throws Exception {
        return future.get(10, TimeUnit.SECONDS);
    }
}
